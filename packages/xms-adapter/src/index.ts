export type { XmsCall, XmsCallLog } from './client/call-log.js';
export { parseManager, parseManagers, type ManagerAddress } from './client/manager-address.js';
export type { TlsTrust } from './client/manager-link.js';
export { systemClock } from './client/system-clock.js';
export { defaultTimings, type XmsTimings } from './client/timings.js';
export type {
  ArrayDirectoryConfig,
  ArrayList,
  ArrayTraits,
  ListedArray,
  MissingCredentials,
} from './directory/array-config.js';
export { createArrayDirectory } from './directory/create-array-directory.js';
export type { ManagerArrays } from './directory/manager-arrays.js';
export type { NamingSource } from './directory/manager-identities.js';
export type { XmsArrayDirectory } from './directory/xms-array-directory.js';
export { readArrays, readGuesses, type ArrayGuesses } from './settings/array-settings.js';
export { mergeArrays, type ArraySources, type MergedArrays } from './settings/merge-arrays.js';
export { mergeClasses, type ClassSources } from './settings/merge-classes.js';
export type { ArrayListFinding, SeenAccessPath } from './settings/seen-access-path.js';
