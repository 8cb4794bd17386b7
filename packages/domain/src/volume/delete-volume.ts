import type { ConfirmAbsence } from '../array/confirm-absence.js';
import type { ArrayCredentials, ArrayDirectory } from '../array/array-directory.port.js';
import type { Located } from '../array/ask-arrays.js';
import { blockLookup, findToDelete } from '../array/find-volume.js';
import type { StorageArray } from '../array/storage-array.js';
import { requireOwner } from '../ownership/require-owner.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { dropHelper } from '../snapshot/helper-snapshot.js';
import { parseBlockHandle } from './volume-handle.js';
import type { VolumeName } from './volume-name.js';
import { readVolumeNotes } from './volume-notes.js';

export interface DeleteVolumeRequest {
  readonly volumeId: string;
  readonly credentials: ArrayCredentials | undefined;
}

/**
 * CSI DeleteVolume. The helper snapshot of a clone goes with it, also that of a clone whose creation was cut off before
 * there was a volume.
 */
export function deleteVolume(deps: {
  readonly arrays: ArrayDirectory;
  /** Absent: the list of arrays is known to be whole. */
  readonly confirmAbsence?: ConfirmAbsence;
  /** This cluster's id. Absent: it deletes what is not protected. */
  readonly cluster?: string | undefined;
}) {
  return async (request: DeleteVolumeRequest, signal: CancelSignal): Promise<Result<void, Problem>> => {
    const name = parseBlockHandle(request.volumeId);
    if (!name.ok) return ok(undefined);
    const found = await findToDelete(blockLookup, deps, request.volumeId, signal);
    if (!found.ok) return found;
    if (found.value === undefined) return dropHelpers(deps.arrays.listed(), name.value, signal);
    const owner = await requireOwner({ ...found.value, cluster: deps.cluster }, found.value.volume, signal);
    return owner.ok ? deleteUnused(found.value, signal) : owner;
  };
}

async function dropHelpers(
  arrays: readonly StorageArray[],
  name: VolumeName,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  for (const array of arrays) {
    const dropped = await dropHelper(array, name, undefined, signal);
    if (!dropped.ok) return dropped;
  }
  return ok(undefined);
}

async function deleteUnused(
  { array, volume }: Located,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const holders = await array.lunAccess.holders(volume, signal);
  if (!holders.ok) return holders;
  if (holders.value.length > 0) {
    return failed({
      kind: 'volume-in-use',
      volume: volume.name,
      holders: holders.value.map(({ client }) => client),
    });
  }
  const { source, deletePolicy } = readVolumeNotes(volume.description);
  const isClone = source?.kind === 'volume';
  // A clone that was never finished was never handed out: in the trash it would only hold its helper snapshot.
  const policy = isClone && volume.parentSnapshot !== undefined ? 'final' : deletePolicy;
  const deleted = await array.volumes.delete(volume, policy, signal);
  if (!deleted.ok) return deleted;
  const mayHaveHelper = isClone || volume.parentSnapshot !== undefined;
  return mayHaveHelper ? dropHelper(array, volume.name, undefined, signal) : ok(undefined);
}
