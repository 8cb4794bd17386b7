import { dirname, join } from 'node:path';
import {
  claimSpecs,
  countsOf,
  csiSanityBinary,
  runSuite,
  type AccessType,
  type SuiteRun,
  type Tally,
} from '@twinsite/sanity';
import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import type { Lab } from '../../lab.js';
import type { Report } from '../report.js';
import type { Scenario } from '../scenario.js';
import { startArray } from '../site-loss/array.js';
import { bundleDriver } from '../site-loss/driver-bundle.js';
import {
  controllerEndpoint,
  nodeAddress,
  startController,
  startNode,
  type DriverFiles,
} from '../site-loss/drivers.js';
import { guestPaths } from './guest-paths.js';
import { subjectOf } from './sanity-subject.js';

const NODE = 'node-1';
const SUITE_MS = 420_000;
/** Small, so that the spec that attaches one volume too many stays quick. */
const MAX_VOLUMES = 3;

/** csi-sanity against our driver on real kernels: the controller as a process, the node service inside a node. */
export function sanity(accessType: AccessType): Scenario {
  return {
    name: `sanity-${accessType}`,
    summary: `csi-sanity with ${subjectOf(accessType).words} on real gateways and a real node kernel`,
    profile: subjectOf(accessType).profile,
    prepare: async (say, signal) => {
      await csiSanityBinary(say, signal);
    },
    run: async (lab, report, signal) => {
      const simulator = await startArray(lab);
      try {
        const stage = { lab, simulator, report, signal, accessType };
        const tally = await suiteOnKernels(stage);
        claimSpecs(tally, report);
        const { violations, leftovers } = await claimCleanEnd(stage);
        return {
          result: { ...countsOf(tally), pendingInSuite: tally.pending.length, violations, leftovers },
        };
      } finally {
        await simulator.close();
      }
    },
  };
}

interface Stage {
  readonly lab: Lab;
  readonly simulator: RunningSimulator;
  readonly report: Report;
  readonly signal: AbortSignal;
  readonly accessType: AccessType;
}

async function suiteOnKernels({ lab, simulator, report, signal, accessType }: Stage): Promise<Tally> {
  const { driver, parameters } = subjectOf(accessType);
  const directory = join(lab.scratch, 'driver');
  const bundle = await bundleDriver(lab, directory, signal);
  const files: DriverFiles = { bundle, directory, driver, maxVolumes: MAX_VOLUMES };
  const clients = [await startController(lab, simulator, files), await startNode(lab, NODE, files, signal)];
  for (const client of clients) client.close();
  const program = await csiSanityBinary(() => undefined, signal);
  const [account] = simulator.topology.users;
  const suite: SuiteRun = {
    settings: {
      accessType,
      controller: controllerEndpoint(files),
      node: `dns:///${nodeAddress(NODE)}`,
      account: { user: account?.name ?? '', password: account?.password ?? '' },
      parameters,
    },
    keeper: guestPaths(lab.guest(NODE).agent, signal),
    home: join(dirname(dirname(dirname(lab.program))), 'sanity'),
    directory: join(lab.scratch, 'suite'),
    launch: (args, env) => toItsEnd(lab, [program, ...args], env, signal),
  };
  return runSuite(suite, report);
}

async function toItsEnd(
  lab: Lab,
  argv: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<void> {
  const suite = await lab.processes.start('csi-sanity', argv, { env });
  const limit = AbortSignal.any([signal, AbortSignal.timeout(SUITE_MS)]);
  const kill = (): void => suite.signal('SIGKILL');
  limit.addEventListener('abort', kill, { once: true });
  if (limit.aborted) kill();
  await suite.ended;
  limit.removeEventListener('abort', kill);
  signal.throwIfAborted();
  if (limit.aborted) throw new Error(`csi-sanity did not end within ${SUITE_MS / 1000} s: see its log`);
}

async function claimCleanEnd({ lab, simulator, report, signal, accessType }: Stage) {
  const violations = simulator
    .violations()
    .map(({ request, problems }) => `${request}: ${problems.join(', ')}`);
  const kept = violations.join('; ') || `${simulator.requestLog().length} requests`;
  report.check('every request and reply kept the contract', violations.length === 0, kept);
  const left = await subjectOf(accessType).leftovers({ lab, simulator, signal });
  const seen = left.join('; ') || 'the tables of kernels, gateways and array are empty';
  report.check('nothing is left behind', left.length === 0, seen);
  return { violations: violations.length, leftovers: left.length };
}
