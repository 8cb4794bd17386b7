export type { AccessType } from './cli/sanity-command.js';
export type { PathKeeper, PathKind } from './paths/path-keeper.js';
export { claimSpecs, countsOf, type Claims } from './report/claims.js';
export type { Tally } from './report/tally.js';
export { csiSanityBinary } from './suite/csi-sanity-binary.js';
export { requireGo } from './suite/go-toolchain.js';
export { runSuite, type SuiteRun } from './suite/run-suite.js';
export { Unavailable } from './suite/unavailable.js';
