export * from './clone-volumes.js';
export * from './drill-names.js';
export type * from './drill-problems.js';
export * from './drill-set.js';
export * from './end-objects.js';
export * from './known-drills.js';
export * from './originals.js';
export * from './production-digest.js';
export * from './remove-clones.js';
