import { accessOfShares } from './file-fenceable.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { BlockVolume } from '../volume/volume.js';
import { rewriteDescription } from '../volume/rewrite-description.js';
import { claimEpoch } from './claim-epoch.js';
import type { EpochRecord } from './ownership-record.js';
import { arraysOf, forEach, type PlacedVolume, type WholeArray } from './place-volumes.js';
import { readProtectionNote, writeProtectionNote } from './protection-note.js';
import { readGroupOwner } from './read-group-owner.js';

export interface OwnOrder {
  readonly group: string;
  /** Cluster id. */
  readonly owner: string;
  readonly operation: string;
  readonly volumes: readonly PlacedVolume[];
}

/**
 * Makes a cluster the first owner of a group: the epoch first, then the mark of each volume, so that no volume is ever protected
 * by a group without an owner. A group that another cluster owns is refused; of its own one the marks are completed.
 */
export async function ownGroup(
  { group, owner, operation, volumes }: OwnOrder,
  signal: CancelSignal,
): Promise<Result<readonly EpochRecord[], Problem>> {
  const free = await forEach(volumes, signal, (placed) => isFree(placed, group, signal));
  if (!free.ok) return free;
  const owners = await readGroupOwner(arraysOf(volumes), group, signal);
  if (!owners.ok) return owners;
  const other = owners.value.find(({ current }) => current !== undefined && current.owner !== owner)?.current;
  if (other !== undefined) return failed({ kind: 'epoch-taken', ...other });
  const epochs: EpochRecord[] = [];
  for (const { array, current } of owners.value) {
    const change = { group, owner, operation, after: 0 };
    const claimed = current === undefined ? await claimEpoch(array, change, signal) : ok(current);
    if (!claimed.ok) return claimed;
    epochs.push(claimed.value);
  }
  const marked = await forEach(volumes, signal, (placed) => mark(placed, group, signal));
  return marked.ok ? ok(epochs) : marked;
}

/** Looked at before anything is written: no other group's, and something a fence can take away. */
async function isFree(
  placed: PlacedVolume,
  group: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  if (placed.kind === 'file') return accessOfShares(placed.array, placed.volume, signal);
  return ofThisGroup(placed.volume, group);
}

function ofThisGroup({ name, description }: BlockVolume, group: string): Result<void, Problem> {
  const found = readProtectionNote(description);
  if (found === undefined || (found !== 'unreadable' && found.group === group)) return ok(undefined);
  const other = found === 'unreadable' ? '(a note of another release)' : found.group;
  return failed({ kind: 'group-overlap', object: `volume ${name}`, group: other });
}

/** Two who change one description at once may lose a line: it is read again, and written again. */
const ATTEMPTS = 3;

async function mark(
  { kind, array, volume }: PlacedVolume,
  group: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  if (kind === 'file') return array.ownership.protect({ volume: volume.name, group }, signal);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const noted = await isNoted(array, volume, group, signal);
    if (!noted.ok || noted.value) return noted.ok ? ok(undefined) : noted;
    const write = (text: string) => writeProtectionNote(text, group);
    const written = await rewriteDescription(array, volume.name, write, signal);
    if (!written.ok) return written;
  }
  const last = await isNoted(array, volume, group, signal);
  if (!last.ok || last.value) return last.ok ? ok(undefined) : last;
  const detail = 'its mark in the description is overwritten time and again';
  return failed({ kind: 'pending', operation: `marking volume ${volume.name}`, detail });
}

async function isNoted(
  array: WholeArray,
  { name }: BlockVolume,
  group: string,
  signal: CancelSignal,
): Promise<Result<boolean, Problem>> {
  const now = await array.volumes.find(name, signal);
  if (!now.ok) return now;
  if (now.value === undefined) return failed({ kind: 'volume-missing', volume: name, arrays: [array.name] });
  const free = ofThisGroup(now.value, group);
  return free.ok ? ok(readProtectionNote(now.value.description) !== undefined) : free;
}
