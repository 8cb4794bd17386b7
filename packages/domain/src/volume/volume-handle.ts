import { failed, type Result } from '../shared/result.js';
import type { VolumeProblem } from './volume-problems.js';
import { parseVolumeName, type VolumeName } from './volume-name.js';

const BLOCK_PREFIX = 'csi-iscsi-vid-';
const VENDOR_BLOCK_PREFIX = 'csi-iscsi-';
const FILE_PREFIX = 'csi-nfs-vid-';

/** The CSI volume_id of a block volume. */
export function formatBlockHandle(name: VolumeName): string {
  return BLOCK_PREFIX + name;
}

/** Accepts both forms seen in the field; anything else names a volume that cannot exist here. */
export const parseBlockHandle: ParseHandle = (handle) =>
  nameAfter([BLOCK_PREFIX, VENDOR_BLOCK_PREFIX], handle);

/** The CSI volume_id of a file volume. */
export function formatFileHandle(name: VolumeName): string {
  return FILE_PREFIX + name;
}

export const parseFileHandle: ParseHandle = (handle) => nameAfter([FILE_PREFIX], handle);

/** The volume behind a CSI volume_id; `volume-missing` for an id that this driver did not give. */
export type ParseHandle = (handle: string) => Result<VolumeName, VolumeProblem>;

function nameAfter(prefixes: readonly string[], handle: string): Result<VolumeName, VolumeProblem> {
  const prefix = prefixes.find((candidate) => handle.startsWith(candidate));
  const name = prefix === undefined ? undefined : parseVolumeName(handle.slice(prefix.length), 'volume_id');
  return name?.ok ? name : failed({ kind: 'volume-missing', volume: handle, arrays: [] });
}
