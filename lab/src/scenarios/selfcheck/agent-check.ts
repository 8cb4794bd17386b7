import { GuestDaemon } from '../../guest/guest-daemon.js';
import { GuestSilent } from '../../guest/guest-agent.js';
import type { Lab } from '../../lab.js';
import { GATEWAYS, NODES } from '../../network/topology.js';
import type { Report } from '../report.js';
import { waitFor } from '../wait-for.js';

const ROUNDS = 20;
const GUESTS = [...GATEWAYS, ...NODES];

/** Every guest's agent answers short scripts, survives leftover daemons and kills what its caller has given up. */
export async function checkAgents(lab: Lab, report: Report, signal: AbortSignal): Promise<void> {
  const limits = { deadlineMs: 20_000, signal };
  const answers = await Promise.all(
    GUESTS.map(async (name) => {
      const agent = lab.guest(name).agent;
      let good = 0;
      for (let round = 0; round < ROUNDS; round++)
        if ((await agent.must(`setsid sleep 30 >&2 & echo ${round}; kill $!`, limits)) === `${round}\n`)
          good++;
      return good;
    }),
  );
  const agent = lab.guest('node-1').agent;
  const abandoned = await agent.run('sleep 4711', { deadlineMs: 1_000, signal }).catch(silence);
  const gone = await waitFor(
    async () => ((await agent.run('pgrep -fx "sleep 4711"', limits)).code === 1 ? true : undefined),
    { deadlineMs: 10_000, signal },
  );
  const complete = answers.filter((good) => good === ROUNDS).length;
  report.check(
    'guest agents',
    complete === GUESTS.length && abandoned === 'silent' && gone === true,
    `${complete} of ${GUESTS.length} answered ${ROUNDS} scripts each; an abandoned script ${gone ? 'was killed' : 'lives on'}`,
  );
}

/** The nodes run this very Node, from a host directory, as a daemon. */
export async function checkNodeJs(lab: Lab, report: Report, signal: AbortSignal): Promise<void> {
  const guest = lab.guest('node-1');
  await guest.mountHost('/usr/share', '/mnt/host', signal);
  const command = `node -e 'console.log(process.version, require("fs").readdirSync("/mnt/host").length > 0)'`;
  const daemon = await GuestDaemon.start(guest.agent, { name: 'node-version', command }, signal);
  const said = await waitFor(
    async () => ((await daemon.running(signal)) ? undefined : (await daemon.log(signal)).trim()),
    { deadlineMs: 20_000, signal },
  );
  await guest.agent.must('umount /mnt/host', { deadlineMs: 10_000, signal });
  report.check('Node in the nodes', said === `${process.version} true`, said ?? 'still running after 20 s');
}

function silence(error: unknown): 'silent' {
  if (error instanceof GuestSilent) return 'silent';
  throw error;
}
