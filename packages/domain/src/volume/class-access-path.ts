import { pathOnArray, type NameRoom } from '../access-path/resolve-access-path.js';
import type { StorageArray } from '../array/storage-array.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { all, failed, ok, type Result } from '../shared/result.js';
import type { VolumeParameters } from './volume-parameters.js';

export const CLASS_FIELD = 'parameters["accessPaths"]';

/**
 * The array's name of the access path of a new volume: the class may name several, the first is the one it uses, and all of
 * them must exist.
 */
export async function classAccessPath(
  { array, ...room }: NameRoom & { readonly array: StorageArray },
  { accessPaths }: VolumeParameters,
  signal: CancelSignal,
): Promise<Result<string, Problem>> {
  const paths = all(accessPaths.map((name) => pathOnArray(room, { name, field: CLASS_FIELD }, array)));
  if (!paths.ok) return paths;
  const known = await array.accessPaths.names(signal);
  if (!known.ok) return known;
  const missing = paths.value.find((name) => !known.value.includes(name));
  if (missing !== undefined)
    return failed({ kind: 'access-path-missing', accessPath: missing, known: known.value });
  return ok(paths.value[0] ?? '');
}
