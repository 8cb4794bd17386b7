import { leavesOpen } from '../array/leaves-open.js';
import { formatBytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { fitsRange, type CapacityRange } from '../volume/capacity-range.js';
import { rankShares, type SharePlace } from './choose-share.js';
import type { FileArray } from './file-array.js';
import { FILE_SIZES } from './file-sizes.js';
import type { FileCreationPlan } from './plan-file-creation.js';
import type { QuotaTree } from './quota-tree.js';

export interface WantedTree extends FileCreationPlan {
  readonly range: CapacityRange;
  readonly places: readonly SharePlace[];
  /** What speaks against a new volume there; nothing is made then. */
  readonly admissible: (place: SharePlace) => Promise<Result<void, Problem>>;
}

export interface PlacedTree {
  readonly tree: QuotaTree;
  readonly place: SharePlace;
}

/**
 * Finds the tree or makes it in the roomiest folder. The look-up comes first, and again after an answer that leaves open
 * whether there is one now: a retry never makes a second one, in whatever folder the first is.
 */
export async function ensureTree(
  array: FileArray,
  wanted: WantedTree,
  signal: CancelSignal,
): Promise<Result<PlacedTree, Problem>> {
  const existing = await array.files.trees.find(wanted.name, signal);
  if (!existing.ok) return existing;
  if (existing.value !== undefined) return adopt(array, wanted, existing.value, signal);
  const ranked = rankShares(wanted.places, wanted.size);
  if (!ranked.ok) return ranked;
  const created = await makeInOneOf(array, wanted, ranked.value, signal);
  if (created.ok || !leavesOpen(created.problem)) return created;
  const again = await array.files.trees.find(wanted.name, signal);
  if (!again.ok) return again;
  return again.value === undefined ? created : adopt(array, wanted, again.value, signal);
}

/** A folder that has been filled meanwhile is passed by. */
async function makeInOneOf(
  { files }: FileArray,
  { name, size, admissible }: WantedTree,
  places: readonly SharePlace[],
  signal: CancelSignal,
): Promise<Result<PlacedTree, Problem>> {
  let full: Problem | undefined;
  for (const place of places) {
    const admitted = await admissible(place);
    if (!admitted.ok) return admitted;
    const tree = await files.trees.create({ name, folder: place.folder, size }, signal);
    if (tree.ok) return ok({ tree: tree.value, place });
    if (tree.problem.kind !== 'folder-full') return tree;
    full ??= tree.problem;
  }
  if (full === undefined) throw new Error('there is at least one place');
  return failed(full);
}

async function adopt(
  { files }: FileArray,
  { name, range, places, admissible }: WantedTree,
  found: QuotaTree,
  signal: CancelSignal,
): Promise<Result<PlacedTree, Problem>> {
  const place = places.find(({ folder }) => folder.id === found.folder.id);
  if (place === undefined) {
    const listed = places.map(({ folder }) => folder.name).join(', ');
    const difference = `it is in folder ${found.folder.name}, the request lists ${listed}`;
    return failed({ kind: 'volume-differs', volume: name, difference });
  }
  if (!fitsRange(found.size, range, FILE_SIZES)) {
    const difference = `it has ${formatBytes(found.size)}, which does not fit the requested range`;
    return failed({ kind: 'volume-differs', volume: name, difference });
  }
  if (found.state.kind === 'failed')
    return failed({ kind: 'volume-failed', volume: name, status: found.state.status });
  const admitted = await admissible(place);
  if (!admitted.ok) return admitted;
  const tree = found.state.kind === 'ready' ? ok(found) : await files.trees.settle(found, signal);
  return tree.ok ? ok({ tree: tree.value, place }) : tree;
}
