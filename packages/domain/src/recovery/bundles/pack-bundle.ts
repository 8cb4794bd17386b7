import { canonicalJson } from '../objects/canonical-json.js';
import type { RecoverySet } from '../set/recovery-set.js';
import { GRAPH, SUMS, type BundleFiles } from './bundle-files.js';
import { digestOf } from './digest-of.js';
import { objectPath } from './object-path.js';
import type { SecretPart } from './secret-part.js';
import { splitCredentials, type SealedValue } from './split-credentials.js';

/** A set as files: the same bytes for the same set. */
export interface PackedSet {
  /** Objects, graph and sums; neither the seal nor the manifest. */
  readonly files: BundleFiles;
  /** What has to be sealed, as text; undefined: nothing. */
  readonly secret: string | undefined;
  readonly objects: number;
  /** SHA-256 of the sums. */
  readonly root: string;
}

export function packSet({ objects, edges, gaps, cluster, group }: RecoverySet): PackedSet {
  const files = new Map<string, string>();
  const values: [string, readonly SealedValue[]][] = [];
  for (const { layer, object } of objects) {
    const path = objectPath(layer, object);
    const { open, sealed } = splitCredentials(object);
    files.set(path, canonicalJson(open));
    if (sealed.length > 0) values.push([path, sealed]);
  }
  files.set(GRAPH, canonicalJson({ cluster, group, edges, gaps }));
  const sums = sumsOf(files);
  files.set(SUMS, sums);
  const part: SecretPart = { version: 1, values: Object.fromEntries(values) };
  return {
    files,
    secret: values.length === 0 ? undefined : canonicalJson(part),
    objects: objects.length,
    root: digestOf(sums),
  };
}

/** As sha256sum(1) reads them, sorted by path. */
export function sumsOf(files: BundleFiles): string {
  const paths = [...files.keys()].sort();
  return paths.map((path) => `${digestOf(files.get(path) ?? '')}  ${path}\n`).join('');
}
