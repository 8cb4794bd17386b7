import type { PlacedVolume } from '../ownership/place-volumes.js';
import { canonicalJson } from '../recovery/objects/canonical-json.js';
import type { ClusterObject } from '../recovery/objects/cluster-object.js';
import type { ClusterObjects } from '../recovery/ports/cluster-objects.port.js';
import type { RecoverySet } from '../recovery/set/recovery-set.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import { sha256 } from '../shared/sha256.js';
import { utf8 } from '../shared/utf8.js';

export interface ProductionDigest {
  /** SHA-256 of what each PersistentVolume and claim of the group is on this cluster, by reference. */
  readonly sha256: string;
  readonly objects: number;
}

/**
 * The group’s volumes and claims as a cluster and the arrays have them: every member but what counts versions. Taken before and
 * after, it shows whether anything was changed in between.
 */
export async function productionDigest(
  objects: Pick<ClusterObjects, 'kinds' | 'list'>,
  { set, placed }: { readonly set: RecoverySet; readonly placed: readonly PlacedVolume[] },
  signal: CancelSignal,
): Promise<Result<ProductionDigest, Problem>> {
  const kinds = await objects.kinds(signal);
  if (!kinds.ok) return kinds;
  const found: unknown[] = [];
  for (const name of ['PersistentVolume', 'PersistentVolumeClaim']) {
    const kind = kinds.value.find((one) => one.group === '' && one.kind === name);
    if (kind === undefined) continue;
    const wanted = new Set(
      set.objects
        .map(({ object }) => object)
        .filter((one) => one.kind === name)
        .map(keyOf),
    );
    const list = await objects.list(kind, {}, signal);
    if (!list.ok) return list;
    found.push(...list.value.items.filter((one) => wanted.has(keyOf(one))).map(lasting));
  }
  const volumes = placed.map(({ kind, array, volume }) => ({
    ...{ kind, array: array.name, id: volume.id, name: volume.name },
    ...('sn' in volume ? { sn: volume.sn, size: String(volume.size), description: volume.description } : {}),
  }));
  const digest = sha256(utf8(canonicalJson({ found, volumes })));
  return ok({ sha256: digest, objects: found.length + volumes.length });
}

const keyOf = ({ metadata: { namespace = '', name } }: ClusterObject): string => `${namespace}/${name}`;

const lasting = ({ metadata, ...rest }: ClusterObject): unknown => {
  const { name, namespace, uid, labels, annotations } = metadata;
  return { ...rest, metadata: { name, namespace, uid, labels, annotations } };
};
