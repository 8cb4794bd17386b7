export type * from './hook-problems.js';
export * from './hook-rights.js';
export type * from './hook-runner.port.js';
export type * from './hook.js';
export * from './run-hooks.js';
