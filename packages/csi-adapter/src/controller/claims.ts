import { parseBlockHandle, parseFileHandle, parseSnapshotHandle } from '@twinsite/domain';

/** Create knows the name, everybody else the handle: one volume, one key. */
export function keyOfHandle(volumeId: string): string {
  const block = parseBlockHandle(volumeId);
  const name = block.ok ? block : parseFileHandle(volumeId);
  return name.ok ? name.value : volumeId;
}

/**
 * What is being copied, grown or deleted. Apart from the volume's own key, since attaching and above all detaching it
 * must not wait for a copy that takes minutes.
 */
export const dataKeyOf = (volumeId: string): string => `data ${keyOfHandle(volumeId)}`;

export const snapshotKey = (name: string): string => `snapshot ${name}`;

export function keyOfSnapshot(snapshotId: string): string {
  const handle = parseSnapshotHandle(snapshotId);
  return snapshotKey(handle.ok ? handle.value.name : snapshotId);
}
