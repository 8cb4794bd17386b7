import type { ArrayCredentials, ArrayDirectory } from '../array/array-directory.port.js';
import { locateVolume, type Located } from '../array/ask-arrays.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { parseBlockHandle } from './volume-handle.js';

export interface DeleteVolumeRequest {
  readonly volumeId: string;
  readonly credentials: ArrayCredentials | undefined;
}

/**
 * CSI DeleteVolume. "Deleted" is said only when every listed array has answered: a volume that could not be looked
 * for may still exist. Nothing is deleted while an array is silent, since the name might stand there too.
 */
export function deleteVolume(deps: { readonly arrays: ArrayDirectory }) {
  return async (request: DeleteVolumeRequest, signal: CancelSignal): Promise<Result<void, Problem>> => {
    const name = parseBlockHandle(request.volumeId);
    if (!name.ok) return ok(undefined);
    const where = await locateVolume(deps.arrays.listed(), name.value, signal);
    if (!where.ok) return where;
    if (where.value.kind === 'nowhere') return ok(undefined);
    if (where.value.silence !== undefined) return failed(where.value.silence);
    return deleteUnused(where.value.at, signal);
  };
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
  return array.volumes.delete(volume, 'final', signal);
}
