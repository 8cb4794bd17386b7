import { membersOf, textOf } from '../recovery/objects/members.js';
import type { RecoverySet } from '../recovery/set/recovery-set.js';

/** A volume of a group that one of our drivers serves. */
export interface GroupVolume {
  readonly kind: 'block' | 'file';
  /** CSI volume_id. */
  readonly handle: string;
}

const KINDS: Readonly<Record<string, GroupVolume['kind']>> = {
  'iscsi.csi.xsky.com': 'block',
  'com.nfs.csi.xsky': 'file',
};

/** By the PersistentVolumes of the set; those of other drivers have nothing on our arrays. */
export const groupVolumes = ({ objects }: Pick<RecoverySet, 'objects'>): readonly GroupVolume[] =>
  objects.flatMap(({ object }) => {
    if (object.kind !== 'PersistentVolume') return [];
    const csi = membersOf(membersOf(object, 'spec'), 'csi');
    const [kind, handle] = [KINDS[textOf(csi, 'driver') ?? ''], textOf(csi, 'volumeHandle')];
    return kind === undefined || handle === undefined ? [] : [{ kind, handle }];
  });

/** Names of the set's PersistentVolumes that no array of ours can fence: who writes them is proved by looking, or not at all. */
export const unfencedVolumes = ({ objects }: Pick<RecoverySet, 'objects'>): readonly string[] =>
  objects.flatMap((entry) =>
    entry.object.kind === 'PersistentVolume' && groupVolumes({ objects: [entry] }).length === 0
      ? [entry.object.metadata.name]
      : [],
  );
