/** What other rooms beside the house build on: the running lab, its processes, and how a program becomes a lab program. */
export { down } from './cli/down.js';
export { exitCodeOf } from './cli/exit-code.js';
export { runInternal } from './cli/internal.js';
export { UsageError } from './cli/usage-error.js';
export type { Program } from './cli/program.js';
export { runSession } from './cli/outside.js';
export { runScenario } from './cli/run-scenario.js';
export { enterFabric } from './cli/shell.js';
export { stopSignal } from './cli/stop-signal.js';
export { buildGoProgram } from './go/build-go-program.js';
export type { GoProgram } from './go/go-program.js';
export { GuestDaemon } from './guest/guest-daemon.js';
export { initiatorIqn } from './guest/kernel-arguments.js';
export { inAptTurn } from './host/apt-turn.js';
export { cacheDirectory, cached, keyOf } from './host/cache.js';
export { copySparse } from './host/copy-sparse.js';
export { ensurePrerequisites } from './host/prerequisites.js';
export { LabRefused } from './host/lab-refused.js';
export type { LabProcess } from './host/lab-processes.js';
export { sayOnStderr, timed, type Progress } from './host/progress.js';
export { CommandFailed, mustRun, runCommand, type CommandOutcome } from './host/run-command.js';
export type { Lab } from './lab.js';
export {
  addressOf,
  FILE_GATEWAYS,
  FILE_VIP,
  GATEWAYS,
  LAB_ADDRESS,
  PLACES,
  type FileGatewayName,
  type GuestName,
} from './network/topology.js';
export { Report } from './scenarios/report.js';
export { poolCount, poolDigest, poolLines } from './scenarios/pool-content.js';
export type { Scenario, ScenarioOutcome } from './scenarios/scenario.js';
export { waitFor, type Patience } from './scenarios/wait-for.js';
export { startArray } from './scenarios/site-loss/array.js';
export { bundleDriver } from './scenarios/site-loss/driver-bundle.js';
export {
  controllerEndpoint,
  nodeDriverCommand,
  startController,
  type DriverFiles,
} from './scenarios/site-loss/drivers.js';
export { nfsLeftovers } from './scenarios/nfs-world/nfs-leftovers.js';
export { pathOf } from './file/tree-scripts.js';
export { leftoversOf } from './scenarios/site-loss/leftovers.js';
