import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { BlockVolume } from '../volume/volume.js';
import type { VolumeName } from '../volume/volume-name.js';
import type { StorageArray } from './storage-array.js';

export interface Located {
  readonly array: StorageArray;
  readonly volume: BlockVolume;
}

/** What all listed arrays together know of one name. */
export type Whereabouts =
  /** `silence` is the problem of an array that did not answer: whether it also has one is not known. */
  | { readonly kind: 'found'; readonly at: Located; readonly silence: Problem | undefined }
  /** Every listed array answered, and none has it. */
  | { readonly kind: 'nowhere' };

/**
 * Asks every array at once. "Nowhere" is a claim about all of them: one that does not answer makes it a problem, and
 * where there is none to ask nobody has claimed anything.
 */
export async function locateVolume(
  arrays: readonly StorageArray[],
  name: VolumeName,
  signal: CancelSignal,
): Promise<Result<Whereabouts, Problem>> {
  if (arrays.length === 0) return failed({ kind: 'array-not-listed', managers: [], listed: [] });
  const answers = await Promise.all(
    arrays.map(async (array) => ({ array, answer: await array.volumes.find(name, signal) })),
  );
  const found: Located[] = [];
  let silence: Problem | undefined;
  for (const { array, answer } of answers) {
    if (!answer.ok) silence ??= answer.problem;
    else if (answer.value !== undefined) found.push({ array, volume: answer.value });
  }
  return conclude(name, found, silence);
}

function conclude(
  name: VolumeName,
  found: readonly Located[],
  silence: Problem | undefined,
): Result<Whereabouts, Problem> {
  const [first, second] = found;
  if (second !== undefined) {
    return failed({ kind: 'volume-ambiguous', volume: name, arrays: found.map(({ array }) => array.name) });
  }
  if (first !== undefined) return ok({ kind: 'found', at: first, silence });
  return silence === undefined ? ok({ kind: 'nowhere' }) : failed(silence);
}
