import {
  GRAPH,
  MANIFEST,
  SEALED,
  SUMS,
  type BundleFiles,
} from '../../../src/recovery/bundles/bundle-files.js';
import type { BundleSeal, BundleSignature } from '../../../src/recovery/bundles/bundle-keys.port.js';
import { digestOf } from '../../../src/recovery/bundles/digest-of.js';
import { formatManifest } from '../../../src/recovery/bundles/manifest.js';
import { sumsOf } from '../../../src/recovery/bundles/pack-bundle.js';
import { verifyBundle } from '../../../src/recovery/bundles/verify-bundle.js';
import { ok } from '../../../src/shared/result.js';

/** Anybody can write for the holder of a key: here the seal hides nothing. */
const seal: BundleSeal = {
  recipients: ['age1'],
  seal: (text) => Promise.resolve(ok(text)),
  open: (text) => Promise.resolve(ok(text)),
};
const signature: BundleSignature = { sign: () => undefined, check: () => 'unknown', expects: false };

export const emptyGraph = { cluster: 'a', group: 'shop', edges: [], gaps: [] };

export interface Forgery {
  /** By path below `objects/`. */
  readonly objects?: Readonly<Record<string, string>>;
  readonly graph?: string;
  readonly secret?: string;
}

/** A bundle by somebody who knows the format: all digests are right, whatever the content is. */
export function forgedBundle({
  objects = {},
  graph = JSON.stringify(emptyGraph),
  secret,
}: Forgery): BundleFiles {
  const paths = Object.entries(objects).map(([path, text]): [string, string] => [`objects/${path}`, text]);
  const files = new Map([...paths, [GRAPH, graph] as const]);
  const sums = sumsOf(files);
  const manifest = formatManifest({
    format: 1,
    group: 'shop',
    cluster: 'a',
    counter: 1,
    operation: 'op',
    createdAt: '2026-01-01T00:00:00Z',
    versions: {},
    listVersions: {},
    objects: paths.length,
    root: digestOf(sums),
    ...(secret === undefined ? {} : { seal: { sha256: digestOf(secret), recipients: ['age1'] } }),
  });
  const beside = secret === undefined ? [] : [[SEALED, secret] as const];
  return new Map([...files, [SUMS, sums], ...beside, [MANIFEST, manifest]]);
}

export const verifyUnsigned = (files: BundleFiles) => verifyBundle(files, { seal, signature }, { now: 0 });
