import type { Lab } from '../../lab.js';
import { GATEWAYS } from '../../network/topology.js';
import { login, readyPaths, seenDisks, type SeenDisk } from '../initiator.js';
import type { Report } from '../report.js';
import { waitFor } from '../wait-for.js';
import { configure, TARGETS, VOLUMES, wwidOf } from './stage.js';

/** Exports, masking and identity: every node sees its own volumes, equal through both gateways. */
export async function checkMasking(lab: Lab, report: Report, signal: AbortSignal): Promise<void> {
  for (const volume of VOLUMES) await lab.dataPlane.ensureBacking(volume, signal);
  const start = Date.now();
  await configure(lab, GATEWAYS, ['node-1', 'node-2'], signal);
  const first = Date.now() - start;
  await configure(lab, GATEWAYS, ['node-1', 'node-2'], signal);
  report.note(
    `both gateways configured in ${first} ms, again (nothing to do) in ${Date.now() - start - first} ms`,
  );
  await Promise.all(
    (['node-1', 'node-2'] as const).map((node) => login(lab.guest(node).agent, TARGETS, signal)),
  );
  const seen = await Promise.all([disksOf(lab, 'node-1', 4, signal), disksOf(lab, 'node-2', 2, signal)]);
  const lines = seen.map((disks) =>
    disks
      .map((disk) => disk.lun)
      .toSorted()
      .join(','),
  );
  report.check(
    'masking',
    lines.join(' ') === '1,1,2,2 1,1',
    `node-1 sees LUNs ${lines[0]}, node-2 ${lines[1]}`,
  );
  for (const id of [1, 2] as const) checkIdentity(report, seen.flat(), id);
  const ready = await waitFor(
    async () => ((await readyPaths(lab.guest('node-1').agent, wwidOf(1), signal)) === 2 ? 2 : undefined),
    { deadlineMs: 20_000, signal },
  );
  report.check('multipath', ready === 2, `${ready ?? 'fewer than 2'} ready paths of ${wwidOf(1)} on node-1`);
}

function checkIdentity(report: Report, disks: readonly SeenDisk[], id: 1 | 2): void {
  const mine = disks.filter((disk) => disk.lun === id);
  const identities = new Set(mine.map((disk) => disk.identity));
  const through = new Set(mine.map((disk) => disk.targetIqn)).size;
  const holds = identities.size === 1 && identities.has(wwidOf(id)) && through === GATEWAYS.length;
  report.check(
    `identity of volume ${id}`,
    holds,
    `${[...identities].join(' and ')} through ${through} gateways`,
  );
}

async function disksOf(
  lab: Lab,
  node: 'node-1' | 'node-2',
  count: number,
  signal: AbortSignal,
): Promise<SeenDisk[]> {
  const agent = lab.guest(node).agent;
  let last: SeenDisk[] = [];
  await waitFor(
    async () => {
      last = await seenDisks(agent, signal);
      return last.length >= count ? last : undefined;
    },
    { deadlineMs: 10_000, signal },
  );
  return last;
}
