import type { PlacedVolume } from '../ownership/place-volumes.js';
import { membersOf, textOf } from '../recovery/objects/members.js';
import type { RecoverySet } from '../recovery/set/recovery-set.js';
import { parseBlockHandle } from '../volume/volume-handle.js';
import type { Original } from './clone-volumes.js';

/** The group’s block volumes, each with the name of its PersistentVolume. */
export function originalsOf(
  { objects }: Pick<RecoverySet, 'objects'>,
  placed: readonly PlacedVolume[],
): readonly Original[] {
  const names = new Map(
    objects.flatMap(({ object }): readonly [string, string][] => {
      const handle = textOf(membersOf(membersOf(object, 'spec'), 'csi'), 'volumeHandle') ?? '';
      const name = parseBlockHandle(handle);
      return object.kind === 'PersistentVolume' && name.ok ? [[name.value, object.metadata.name]] : [];
    }),
  );
  return placed.flatMap((one): readonly Original[] => {
    const persistentVolume = names.get(one.volume.name);
    if (one.kind !== 'block' || persistentVolume === undefined) return [];
    return [{ persistentVolume, array: one.array, volume: one.volume }];
  });
}
