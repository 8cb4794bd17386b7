export { buildProgram } from './program.js';
export { openCluster } from './open-cluster.js';
export { EXIT, type ExitCode } from './exit-codes.js';
export type { OpenArrays, OpenCluster, Workbench } from './workbench.js';
export type { Terminal } from './terminal.js';
