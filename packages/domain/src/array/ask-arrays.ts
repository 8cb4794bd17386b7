import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { BlockVolume } from '../volume/volume.js';
import type { VolumeName } from '../volume/volume-name.js';
import type { StorageArray } from './storage-array.js';

export interface Located<Entry = StorageArray, Volume = BlockVolume> {
  readonly array: Entry;
  readonly volume: Volume;
}

/** What all listed arrays together know of one name. */
export type Whereabouts<Entry = StorageArray, Volume = BlockVolume> =
  /** `silence` is the problem of an array that did not answer: whether it also has one is not known. */
  | { readonly kind: 'found'; readonly at: Located<Entry, Volume>; readonly silence: Problem | undefined }
  /** Every listed array answered, and none has it. */
  | { readonly kind: 'nowhere' };

/** Looks for one name on one array; undefined only when the array answered. */
export type FindOn<Entry, Volume> = (
  array: Entry,
  name: VolumeName,
  signal: CancelSignal,
) => Promise<Result<Volume | undefined, Problem>>;

export const locateVolume = (
  arrays: readonly StorageArray[],
  name: VolumeName,
  signal: CancelSignal,
): Promise<Result<Whereabouts, Problem>> => locate(arrays, name, findBlock, signal);

export const findBlock: FindOn<StorageArray, BlockVolume> = ({ volumes }, name, signal) =>
  volumes.find(name, signal);

/**
 * Asks every array at once. "Nowhere" is a claim about all of them: one that does not answer makes it a problem, and
 * where there is none to ask nobody has claimed anything.
 */
export async function locate<Entry extends { readonly name: string }, Volume>(
  arrays: readonly Entry[],
  name: VolumeName,
  find: FindOn<Entry, Volume>,
  signal: CancelSignal,
): Promise<Result<Whereabouts<Entry, Volume>, Problem>> {
  if (arrays.length === 0) return failed({ kind: 'array-not-listed', managers: [], listed: [] });
  const answers = await Promise.all(
    arrays.map(async (array) => ({ array, answer: await find(array, name, signal) })),
  );
  const found: Located<Entry, Volume>[] = [];
  let silence: Problem | undefined;
  for (const { array, answer } of answers) {
    if (!answer.ok) silence ??= answer.problem;
    else if (answer.value !== undefined) found.push({ array, volume: answer.value });
  }
  const [first, second] = found;
  if (second !== undefined) {
    return failed({ kind: 'volume-ambiguous', volume: name, arrays: found.map(({ array }) => array.name) });
  }
  if (first !== undefined) return ok({ kind: 'found', at: first, silence });
  return silence === undefined ? ok({ kind: 'nowhere' }) : failed(silence);
}
