import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TwoSiteWorld } from '@twinsite/demo/world';
import { twoSites } from '@twinsite/xms-adapter/simulator';
import type { AccessType } from '../cli/sanity-command.js';
import { claimSpecs, countsOf } from '../report/claims.js';
import type { PrintedClaims } from '../report/printed-claims.js';
import type { Tally } from '../report/tally.js';
import { csiSanityBinary } from '../suite/csi-sanity-binary.js';
import { keepLogs, keptLogs } from '../suite/kept-logs.js';
import { runSuite, type SuiteRun } from '../suite/run-suite.js';
import { runTool } from '../suite/run-tool.js';
import type { Account } from '../suite/secrets-file.js';
import type { Bench } from './bench.js';
import { filesForNodes } from './file-bench.js';
import { openBench } from './open-bench.js';

const SUITE_MS = 180_000;

export interface Run {
  readonly accessType: AccessType;
  /** This package's folder. */
  readonly home: string;
  readonly say: (line: string) => void;
}

/** The suite on the simulated array and host; the value is the RESULT. */
export async function runSimulated(run: Run, claims: PrintedClaims, signal: AbortSignal) {
  const program = await csiSanityBinary(run.say, signal);
  // Nobody guesses it and no log may show it.
  const account: Account = { user: 'admin', password: `canary-${randomUUID()}` };
  const world = await TwoSiteWorld.start({ topology: topologyFor(account, run.accessType) });
  const logs = join(world.directory, 'logs');
  await mkdir(logs);
  try {
    run.say(`csi-sanity runs; its output and the drivers' logs will be in ${keptLogs(run.accessType)}`);
    return await judge({ world, account, program, logs, run }, claims, signal);
  } finally {
    await keepLogs(run.accessType, logs);
    await world.stop();
  }
}

async function judge(stage: Stage, claims: PrintedClaims, signal: AbortSignal) {
  const { world, account, logs } = stage;
  const bench = await openBench(stage.run.accessType, world, logs);
  const begun = Date.now();
  const tally = await suiteAgainst(bench, stage, claims, signal).finally(() => bench.drivers.stop());
  const seconds = Math.round((Date.now() - begun) / 1000);
  claimSpecs(tally, claims);
  const checks = await claimCleanEnd(bench, { world, logs, secret: account.password }, claims);
  return { ...countsOf(tally), pendingInSuite: tally.pending.length, ...checks, seconds };
}

const topologyFor = ({ user, password }: Account, accessType: AccessType) =>
  twoSites({
    users: [{ name: user, email: 'admin@array.test', password, roles: ['Admin'] }],
    ...(accessType === 'nfs' ? { files: filesForNodes() } : {}),
  });

interface Stage {
  readonly world: TwoSiteWorld;
  readonly account: Account;
  readonly program: string;
  readonly logs: string;
  readonly run: Run;
}

function suiteAgainst(
  { drivers: { controller, node }, parameters, keeper }: Bench,
  { world, account, program, logs, run }: Stage,
  claims: PrintedClaims,
  signal: AbortSignal,
): Promise<Tally> {
  const log = join(logs, 'csi-sanity.log');
  const suite: SuiteRun = {
    settings: {
      accessType: run.accessType,
      controller: controller.endpoint,
      node: node.endpoint,
      account,
      parameters,
    },
    keeper,
    home: run.home,
    directory: join(world.directory, 'suite'),
    launch: (args, env) => runTool({ argv: [program, ...args], log, env, deadlineMs: SUITE_MS }, signal),
  };
  return runSuite(suite, claims);
}

async function claimCleanEnd(
  bench: Bench,
  { world, logs, secret }: { readonly world: TwoSiteWorld; readonly logs: string; readonly secret: string },
  claims: PrintedClaims,
) {
  const { simulator } = world;
  const violations = simulator
    .violations()
    .map(({ request, problems }) => `${request}: ${problems.join(', ')}`);
  const kept = violations.join('; ') || `${simulator.requestLog().length} requests`;
  claims.check('every request and reply kept the contract', violations.length === 0, kept);
  const left = await bench.leftBehind();
  claims.check(
    'nothing is left behind',
    left.length === 0,
    left.join('; ') || 'array, host and journal are empty',
  );
  const texts = await Promise.all(
    ['controller', 'node'].map((name) => readFile(join(logs, `${name}.log`), 'utf8')),
  );
  const leaks = texts.filter((text) => text.includes(secret)).length;
  claims.check(
    'the password is in no log of the driver',
    leaks === 0,
    `${leaks} of ${texts.length} logs show it`,
  );
  return { violations: violations.length, leftovers: left.length };
}
