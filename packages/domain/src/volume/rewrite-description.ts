import type { StorageArray } from '../array/storage-array.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import type { VolumeName } from './volume-name.js';

/**
 * Changes the description of now, so that a line that came meanwhile stays. The array has no compare-and-swap: whoever
 * relies on a line reads it again afterwards. A volume that is gone has nothing to note.
 */
export async function rewriteDescription(
  array: StorageArray,
  name: VolumeName,
  change: (description: string) => string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const current = await array.volumes.find(name, signal);
  if (!current.ok || current.value === undefined) return current.ok ? ok(undefined) : current;
  const { description } = current.value;
  const changed = change(description);
  if (changed === description) return ok(undefined);
  return array.volumeChanges.describe(current.value, changed, signal);
}
