import type { ClusterObject } from '../objects/cluster-object.js';
import { membersOf, textOf, type Members } from '../objects/members.js';
import { groupOf } from '../objects/object-kind.js';
import { ORIGINAL_DELETION_POLICY, ORIGINAL_RECLAIM_POLICY } from '../transplant/dr-names.js';

/** A kind whose objects stand for data on the array, which goes with them unless their policy is Retain. */
export interface Keepable {
  readonly group: string;
  readonly kind: string;
  /** Member of `spec`. */
  readonly policy: string;
  /** What the server does when `policy` is left out. */
  readonly byDefault: 'Retain' | 'Delete';
  /** Annotation that remembers the policy from before. */
  readonly original: string;
  /** Member of `spec` that names whom the data is kept for, and that one's kind. */
  readonly holder: { readonly member: string; readonly kind: string };
  /** The data's id on the array. */
  readonly handle: (object: ClusterObject) => string | undefined;
}

const specOf = (object: ClusterObject): Members => membersOf(object, 'spec');

export const KEEPABLE: readonly Keepable[] = [
  {
    group: '',
    kind: 'PersistentVolume',
    policy: 'persistentVolumeReclaimPolicy',
    byDefault: 'Retain',
    original: ORIGINAL_RECLAIM_POLICY,
    holder: { member: 'claimRef', kind: 'PersistentVolumeClaim' },
    handle: (volume) => textOf(membersOf(specOf(volume), 'csi'), 'volumeHandle'),
  },
  {
    group: 'snapshot.storage.k8s.io',
    kind: 'VolumeSnapshotContent',
    policy: 'deletionPolicy',
    byDefault: 'Delete',
    original: ORIGINAL_DELETION_POLICY,
    holder: { member: 'volumeSnapshotRef', kind: 'VolumeSnapshot' },
    handle: (content) =>
      textOf(membersOf(content, 'status'), 'snapshotHandle') ??
      textOf(membersOf(specOf(content), 'source'), 'snapshotHandle'),
  },
];

export const keepableOf = ({ apiVersion, kind }: ClusterObject): Keepable | undefined =>
  KEEPABLE.find((one) => one.kind === kind && one.group === groupOf(apiVersion));

export const policyOf = (object: ClusterObject, { policy, byDefault }: Keepable): string =>
  textOf(specOf(object), policy) ?? byDefault;
