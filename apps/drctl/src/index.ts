export { buildProgram } from './program.js';
export { EXIT, type ExitCode } from './exit-codes.js';
export type { OpenArrays, OpenCluster, Workbench } from './workbench.js';
export type { Terminal } from './terminal.js';
