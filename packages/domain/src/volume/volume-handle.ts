import { failed, type Result } from '../shared/result.js';
import type { VolumeProblem } from './volume-problems.js';
import { parseVolumeName, type VolumeName } from './volume-name.js';

const BLOCK_PREFIX = 'csi-iscsi-vid-';
const VENDOR_BLOCK_PREFIX = 'csi-iscsi-';

/** The CSI volume_id of a block volume. */
export function formatBlockHandle(name: VolumeName): string {
  return BLOCK_PREFIX + name;
}

/** Accepts both forms seen in the field; anything else names a volume that cannot exist here. */
export function parseBlockHandle(handle: string): Result<VolumeName, VolumeProblem> {
  const prefix = [BLOCK_PREFIX, VENDOR_BLOCK_PREFIX].find((candidate) => handle.startsWith(candidate));
  const name = prefix === undefined ? undefined : parseVolumeName(handle.slice(prefix.length), 'volume_id');
  return name?.ok ? name : failed({ kind: 'volume-missing', volume: handle, arrays: [] });
}
