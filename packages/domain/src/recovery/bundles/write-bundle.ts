import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { canonicalJson } from '../objects/canonical-json.js';
import type { RecoverySet } from '../set/recovery-set.js';
import { MANIFEST, SEALED, type BundleFiles } from './bundle-files.js';
import type { BundleSeal, BundleSignature } from './bundle-keys.port.js';
import type { BundleStore } from './bundle-store.port.js';
import { digestOf } from './digest-of.js';
import { BUNDLE_FORMAT, formatManifest, type BundleManifest } from './manifest.js';
import { packSet, type PackedSet } from './pack-bundle.js';

export interface WritePorts {
  readonly store: BundleStore;
  readonly seal: BundleSeal;
  readonly signature: BundleSignature;
}

export interface WriteOrder {
  readonly set: RecoverySet & { readonly listVersions?: BundleManifest['listVersions'] };
  readonly operation: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** Keeps the set as the group's next bundle. Without a recipient nothing that has to be sealed is written anywhere. */
export async function writeBundle(
  ports: WritePorts,
  order: WriteOrder,
  signal: CancelSignal,
): Promise<Result<BundleManifest, Problem>> {
  const { group } = order.set;
  const packed = packSet(order.set);
  const sealed = await sealedPart(ports.seal, packed);
  if (!sealed.ok) return sealed;
  const known = await ports.store.counters(group, signal);
  if (!known.ok) return known;
  const counter = (known.value.at(-1) ?? 0) + 1;
  const manifest = signedManifest(ports, order, { packed, counter, sealed: sealed.value });
  const files: BundleFiles = new Map([
    ...packed.files,
    ...(sealed.value === undefined ? [] : ([[SEALED, sealed.value]] as const)),
    [MANIFEST, formatManifest(manifest)],
  ]);
  const written = await ports.store.write({ group, counter }, files, signal);
  return written.ok ? ok(manifest) : written;
}

async function sealedPart(
  seal: BundleSeal,
  { secret }: PackedSet,
): Promise<Result<string | undefined, Problem>> {
  if (secret === undefined) return ok(undefined);
  if (seal.recipients.length === 0) return failed({ kind: 'seal-without-recipient' });
  return seal.seal(secret);
}

interface Parts {
  readonly packed: PackedSet;
  readonly counter: number;
  readonly sealed: string | undefined;
}

function signedManifest(
  { seal, signature }: WritePorts,
  { set, operation, createdAt, versions }: WriteOrder,
  { packed, counter, sealed }: Parts,
): BundleManifest {
  const manifest: BundleManifest = {
    format: BUNDLE_FORMAT,
    group: set.group,
    cluster: set.cluster,
    counter,
    operation,
    createdAt,
    versions,
    listVersions: set.listVersions ?? {},
    objects: packed.objects,
    root: packed.root,
    ...(sealed === undefined ? {} : { seal: { sha256: digestOf(sealed), recipients: seal.recipients } }),
  };
  const signed = signature.sign(canonicalJson(manifest));
  return signed === undefined ? manifest : { ...manifest, signature: signed };
}
