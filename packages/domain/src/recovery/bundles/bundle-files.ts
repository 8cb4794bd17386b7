/** A bundle as its files, by path within it; all are UTF-8 text. */
export type BundleFiles = ReadonlyMap<string, string>;

export const MANIFEST = 'bundle.json';
export const SUMS = 'SHA256SUMS';
export const GRAPH = 'graph.json';
/** Armored age file. */
export const SEALED = 'sealed.age';
