import type { StorageArray } from '../array/storage-array.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { BlockVolume } from '../volume/volume.js';
import type { AttachRequest } from './attach-request.js';
import type { Holder } from './lun-access.port.js';

export interface Sight {
  readonly volume: BlockVolume;
  readonly holders: readonly Holder[];
}

/**
 * Who has the volume, before this call changes anything. The row just read may say "nobody" by itself; any other word,
 * or none, is looked up (docs/adr/0011).
 */
export function sightBefore(
  { array, volume, wanted }: AttachRequest,
  signal: CancelSignal,
): Promise<Result<Sight, Problem>> {
  const nobody = volume.clients === 0 && volume.accessPath === undefined;
  if (nobody) return Promise.resolve(ok({ volume, holders: [] }));
  return wanted.sharing === undefined
    ? withHolders(array, volume, signal)
    : holdersFirst(array, volume, signal);
}

/**
 * The volume and its holders, read after this node's own LUN has been read back. A row that counts one client can only
 * mean this node; anything else is looked up.
 */
export async function sightAfterGrant(
  { array, volume, node, wanted }: AttachRequest,
  signal: CancelSignal,
): Promise<Result<Sight, Problem>> {
  const tellsCount = volume.clients !== undefined;
  if (wanted.sharing !== undefined || !tellsCount) return holdersFirst(array, volume, signal);
  const current = await findAgain(array, volume, signal);
  if (!current.ok) return current;
  const alone = [{ client: node.name, iqns: [node.iqn], nodeId: undefined }];
  if (current.value.clients === 1) return ok({ volume: current.value, holders: alone });
  return holdersFirst(array, volume, signal);
}

/**
 * In this order every holder's note is seen, since it was written before the holder was mapped, and the fence of every
 * node that is no holder any more, since it was noted before its mapping went.
 */
async function holdersFirst(
  array: StorageArray,
  volume: BlockVolume,
  signal: CancelSignal,
): Promise<Result<Sight, Problem>> {
  const holders = await array.lunAccess.holders(volume, signal);
  if (!holders.ok) return holders;
  const current = await findAgain(array, volume, signal);
  return current.ok ? ok({ volume: current.value, holders: holders.value }) : current;
}

async function withHolders(
  array: StorageArray,
  volume: BlockVolume,
  signal: CancelSignal,
): Promise<Result<Sight, Problem>> {
  const holders = await array.lunAccess.holders(volume, signal);
  return holders.ok ? ok({ volume, holders: holders.value }) : holders;
}

async function findAgain(
  array: StorageArray,
  { name }: BlockVolume,
  signal: CancelSignal,
): Promise<Result<BlockVolume, Problem>> {
  const current = await array.volumes.find(name, signal);
  if (!current.ok) return current;
  return current.value === undefined
    ? failed({ kind: 'volume-missing', volume: name, arrays: [array.name] })
    : ok(current.value);
}
