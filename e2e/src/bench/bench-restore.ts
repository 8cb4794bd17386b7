import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Report, sayOnStderr as say, timed } from '@twinsite/lab';
import { startBareApiServer } from '../bare/bare-api-server.js';
import { preparePrograms } from '../programs/programs.js';
import { claimSet } from './claim-set.js';
import { directoryRun, drctlRun, serialRun, type ContenderRun } from './contenders.js';
import { DrctlProgram } from '../drctl/drctl-program.js';
import { onRestoreWorld, type RestoreWorld } from './restore-world.js';
import { schemeMs, type Scheme } from './schemes.js';

/** The binder's own speed, and not that of the rate limit that Kubernetes ships it with (20 calls a second). */
const FAST = ['--kube-api-qps=300', '--kube-api-burst=600'];
const SMALL = 100;
const LARGE = 1000;

/** `npm run bench -- restore`: the exit code after the RESULT line. */
export async function benchRestore(repository: string, signal: AbortSignal): Promise<number> {
  const programs = await preparePrograms(say, signal);
  const directory = await mkdtemp(join(tmpdir(), 'twinsite-bench-'));
  const auditLog = join(directory, 'audit.log');
  const report = new Report();
  try {
    const drctl = await DrctlProgram.bundle(repository, join(directory, 'drctl'), signal);
    const order = { programs, directory, controllers: FAST, audit: auditLog };
    const server = await timed(say, 'starting a control plane', () => startBareApiServer(order, signal));
    try {
      const parts = { server, drctl, directory, auditLog };
      return await onRestoreWorld(parts, signal, (world) => measure(world, report));
    } finally {
      await server.end();
    }
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Cold, again, warm; then the others. A line for each as it comes. */
async function measure(world: RestoreWorld, report: Report): Promise<number> {
  const runs: ContenderRun[] = [];
  const run = async (what: string, work: () => Promise<ContenderRun>): Promise<ContenderRun> => {
    const done = await timed(say, what, work);
    report.note(lineOf(done));
    runs.push(done);
    return done;
  };
  const start = ['--start'];
  const drctl = (contender: string, group: string, claims: number): Promise<ContenderRun> =>
    run(`${contender}, ${claims} claims`, () =>
      drctlRun(world, claimSet(group, claims), { contender, words: start }),
    );
  const small = await drctl('drctl, cold', 'cold-small', SMALL);
  const large = await drctl('drctl, cold', 'cold-large', LARGE);
  const again = await drctl('drctl, again', 'cold-large', LARGE);
  await run('a standby is warmed', () =>
    drctlRun(world, claimSet('warm', LARGE), { contender: 'drctl, warming', words: [] }),
  );
  await drctl('drctl, warm', 'warm', LARGE);
  const serial = await run('the article’s loop', () => serialRun(world, claimSet('serial', SMALL)));
  await run('a directory', () => directoryRun(world, claimSet('folder-small', SMALL)));
  await run('a large directory', () => directoryRun(world, claimSet('folder-large', LARGE)));
  const schemes = await measureSchemes(world, report, small);
  return tell(report, { small, large, again, serial, runs, schemes });
}

/** Ms until 100 claims are bound, by order of binding. */
type Schemes = Readonly<Record<'barrier' | Scheme, number>>;

async function measureSchemes(
  world: RestoreWorld,
  report: Report,
  { boundMs }: ContenderRun,
): Promise<Schemes> {
  const of = (scheme: Scheme): Promise<number> =>
    timed(say, `binding, ${scheme}`, () => schemeMs(world, claimSet(`by-${scheme}`, SMALL), scheme));
  const schemes = {
    barrier: boundMs,
    'no-barrier': await of('no-barrier'),
    'uid-complete': await of('uid-complete'),
  };
  report.note(
    `${SMALL} claims bound: ${Object.entries(schemes)
      .map(([name, ms]) => `${name} ${ms} ms`)
      .join(', ')}`,
  );
  return schemes;
}

const lineOf = ({ contender, claims, appliedMs, boundMs, writes, objects, rssMb }: ContenderRun): string =>
  `${contender}, ${claims} claims: applied ${appliedMs} ms, all bound ${boundMs} ms, ${writes} writes for ${objects} objects${rssMb === undefined ? '' : `, ${rssMb} MiB`}`;

interface Measured {
  readonly small: ContenderRun;
  readonly large: ContenderRun;
  readonly again: ContenderRun;
  readonly serial: ContenderRun;
  readonly runs: readonly ContenderRun[];
  readonly schemes: Schemes;
}

function tell(report: Report, { small, large, again, serial, runs, schemes }: Measured): number {
  const colds = [small, large];
  const counted = colds.map(({ writes, objects }) => `${writes} for ${objects}`).join(', ');
  report.check(
    'a restore makes at most one write per object',
    colds.every(({ writes, objects }) => writes <= objects),
    counted,
  );
  report.check('a restore that is repeated writes nothing', again.writes === 0, `${again.writes} writes`);
  const { passed, failed } = report;
  const result = {
    scenario: 'bench-restore',
    pass: failed === 0,
    passed,
    failed,
    speedupOverSerialKubectl: round(serial.appliedMs / small.appliedMs),
    writesPerObject: round(Math.max(...colds.map(({ writes, objects }) => writes / objects))),
    rerunWrites: again.writes,
    rssMb: Math.max(...runs.map(({ rssMb = 0 }) => rssMb)),
    schemes,
    runs,
  };
  process.stdout.write(`RESULT ${JSON.stringify(result)}\n`);
  return failed === 0 ? 0 : 1;
}

const round = (value: number): number => Math.round(value * 100) / 100;
