import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { rewriteDescription } from '../volume/rewrite-description.js';
import type { BlockVolume } from '../volume/volume.js';
import { accessOfShares } from './file-fenceable.js';
import { forEach, type PlacedVolume, type WholeArray } from './place-volumes.js';
import { readProtectionNote, writeProtectionNote } from './protection-note.js';
import type { ArrayOwner } from './read-group-owner.js';

/**
 * Marks every volume as the group's, so that drivers ask who owns it. All are looked at before the first is written: no other group's,
 * and nothing that a fence could not take away. Repeating it changes nothing.
 */
export async function markVolumes(
  volumes: readonly PlacedVolume[],
  group: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const free = await areFree(volumes, group, signal);
  if (!free.ok) return free;
  const marked = await forEach(volumes, signal, (placed) => mark(placed, group, signal));
  return marked.ok ? ok(undefined) : marked;
}

export async function areFree(
  volumes: readonly PlacedVolume[],
  group: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const free = await forEach(volumes, signal, (placed) => isFree(placed, group, signal));
  return free.ok ? ok(undefined) : free;
}

/** A volume that no driver would ask about is nobody's: as the volumes and the records were read. */
export function requireMarks(
  volumes: readonly PlacedVolume[],
  owners: readonly ArrayOwner[],
  group: string,
): Result<void, Problem> {
  const views = new Map(owners.map(({ array, view }) => [array.name, view]));
  const bare = volumes.find((placed) => {
    if (placed.kind === 'file')
      return views.get(placed.array.name)?.protections.get(placed.volume.name) !== group;
    const found = readProtectionNote(placed.volume.description);
    return found === undefined || found === 'unreadable' || found.group !== group;
  });
  if (bare === undefined) return ok(undefined);
  const evidence = `it is not marked as group ${group}'s, and a driver of any cluster would take it; repeat drctl fence ${group}`;
  return failed({ kind: 'owner-unknown', volume: bare.volume.name, array: bare.array.name, evidence });
}

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
