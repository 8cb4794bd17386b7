import type { ArrayDirectory } from '../array/array-directory.port.js';
import { blockLookup, findBy } from '../array/find-volume.js';
import type { StorageArray } from '../array/storage-array.js';
import type { FileArray } from '../file/file-array.js';
import type { QuotaTree } from '../file/quota-tree.js';
import { fileLookup } from '../file/tree-name.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import { inLanes } from '../shared/in-lanes.js';
import type { Problem } from '../shared/problem.js';
import { all, failed, ok, type Result } from '../shared/result.js';
import { stoppedProblem } from '../shared/stopped-problem.js';
import type { BlockVolume } from '../volume/volume.js';
import type { GroupVolume } from './group-volumes.js';

export type WholeArray = StorageArray & FileArray;

/** A volume of a group, where it is. */
export type PlacedVolume =
  | { readonly kind: 'block'; readonly array: WholeArray; readonly volume: BlockVolume }
  | { readonly kind: 'file'; readonly array: WholeArray; readonly volume: QuotaTree };

/** Volumes that are worked on at once. */
export const LANES = 8;

/** Every volume, or a problem: what is not found could not be fenced either. */
export const placeVolumes = (
  arrays: ArrayDirectory<WholeArray>,
  volumes: readonly GroupVolume[],
  signal: CancelSignal,
): Promise<Result<readonly PlacedVolume[], Problem>> =>
  forEach(volumes, signal, ({ kind, handle }) => place(arrays, kind, handle, signal));

async function place(
  arrays: ArrayDirectory<WholeArray>,
  kind: GroupVolume['kind'],
  handle: string,
  signal: CancelSignal,
): Promise<Result<PlacedVolume, Problem>> {
  if (kind === 'block') {
    const found = await findBy<WholeArray, BlockVolume>(blockLookup, arrays, handle, signal);
    return found.ok ? ok({ kind, ...found.value }) : found;
  }
  const found = await findBy<WholeArray, QuotaTree>(fileLookup, arrays, handle, signal);
  return found.ok ? ok({ kind, ...found.value }) : found;
}

/** The arrays that hold any of them, each once. */
export const arraysOf = (placed: readonly PlacedVolume[]): readonly WholeArray[] => [
  ...new Map(placed.map(({ array }) => [array.name, array])).values(),
];

/** In lanes, in the order of `items`; the first problem in that order is the answer, and a stop is one too. */
export async function forEach<Item, T>(
  items: readonly Item[],
  signal: CancelSignal,
  work: (item: Item) => Promise<Result<T, Problem>>,
): Promise<Result<readonly T[], Problem>> {
  const results = new Map<number, Result<T, Problem>>();
  await inLanes([...items.entries()], { lanes: LANES, signal }, async ([index, item]) => {
    results.set(index, await work(item));
  });
  const stopped = (): Result<T, Problem> =>
    failed(stoppedProblem(signal, 'working on the group’s volumes', 0));
  return all(items.map((_, index) => results.get(index) ?? stopped()));
}
