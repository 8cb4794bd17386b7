import type { ArrayDirectory } from '../array/array-directory.port.js';
import { findVolume } from '../array/find-volume.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import { listedVolume, type ListedVolume } from './listed-volume.js';

/** CSI ControllerGetVolume. */
export function getVolume(deps: { readonly arrays: ArrayDirectory }) {
  return async (
    { volumeId }: { readonly volumeId: string },
    signal: CancelSignal,
  ): Promise<Result<ListedVolume, Problem>> => {
    const found = await findVolume(deps.arrays, volumeId, signal);
    if (!found.ok) return found;
    const { array, volume } = found.value;
    const holders = await array.lunAccess.holders(volume, signal);
    return holders.ok ? ok(listedVolume(volume, holders.value, volumeId)) : holders;
  };
}
