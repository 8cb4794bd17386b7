import type { StorageArray } from '../array/storage-array.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { BlockVolume } from '../volume/volume.js';
import type { Holder } from './lun-access.port.js';
import type { NodeIdentity } from './node-id.js';

/**
 * Who has the volume, before this call changes anything. The row just read may say "nobody" by itself; any other word,
 * or none, is looked up (docs/adr/0011).
 */
export function holdersBefore(
  array: StorageArray,
  volume: BlockVolume,
  signal: CancelSignal,
): Promise<Result<readonly Holder[], Problem>> {
  const nobody = volume.clients === 0 && volume.accessPath === undefined;
  return nobody ? Promise.resolve(ok([])) : array.lunAccess.holders(volume, signal);
}

export interface Sight {
  readonly volume: BlockVolume;
  readonly holders: readonly Holder[];
}

/**
 * The volume and its holders, read after this node's own LUN has been read back. A row that counts one client can only
 * mean this node; anything else is looked up.
 */
export async function sightAfterGrant(
  array: StorageArray,
  volume: BlockVolume,
  node: NodeIdentity,
  signal: CancelSignal,
): Promise<Result<Sight, Problem>> {
  const current = await array.volumes.find(volume.name, signal);
  if (!current.ok) return current;
  if (current.value === undefined) {
    return failed({ kind: 'volume-missing', volume: volume.name, arrays: [array.name] });
  }
  const alone: readonly Holder[] = [{ client: node.name, iqns: [node.iqn], nodeId: undefined }];
  const holders =
    current.value.clients === 1 ? ok(alone) : await array.lunAccess.holders(current.value, signal);
  return holders.ok ? ok({ volume: current.value, holders: holders.value }) : holders;
}
