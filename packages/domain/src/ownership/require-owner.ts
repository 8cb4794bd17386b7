import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { BlockVolume } from '../volume/volume.js';
import type { OwnershipRecords } from './ownership-records.port.js';
import { currentEpoch, type OwnershipView } from './ownership-view.js';
import { readProtectionNote, type FoundProtection } from './protection-note.js';

export interface OwningArray {
  readonly name: string;
  readonly ownership: OwnershipRecords;
}

/** What one cluster is about to change. */
export interface OwnedChange {
  readonly array: OwningArray;
  /** This cluster's id; undefined where none is configured: then nothing that is protected is changed. */
  readonly cluster: string | undefined;
}

/** Whether this cluster may change the block volume, by the note on it and the records of now. An unprotected one costs no call. */
export async function requireOwner(
  { array, cluster }: OwnedChange,
  { name, description }: BlockVolume,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const protection = readProtectionNote(description);
  if (protection === undefined) return ok(undefined);
  const view = await array.ownership.read(signal);
  if (!view.ok) return view;
  return judgeOwner({ array: array.name, volume: name, protection, cluster }, view.value);
}

/** The same of a volume that can carry no note: the records tell whether it is protected. */
export async function requireFileOwner(
  { array, cluster }: OwnedChange,
  volume: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const view = await array.ownership.read(signal);
  if (!view.ok) return view;
  const group = view.value.protections.get(volume);
  if (group === undefined) return ok(undefined);
  return judgeOwner({ array: array.name, volume, protection: { group }, cluster }, view.value);
}

interface Claimed {
  readonly array: string;
  readonly volume: string;
  readonly protection: NonNullable<FoundProtection>;
  readonly cluster: string | undefined;
}

function judgeOwner(
  { array, volume, protection, cluster }: Claimed,
  view: OwnershipView,
): Result<void, Problem> {
  const unknown = (evidence: string) => failed({ kind: 'owner-unknown' as const, volume, array, evidence });
  if (protection === 'unreadable')
    return unknown('its note was written by a release that this one does not know');
  const { group } = protection;
  if (view.unreadable.length > 0)
    return unknown(`${view.unreadable.join(', ')} was written by a release that this one does not know`);
  const current = currentEpoch(view, group);
  if (current === undefined)
    return unknown(`there is no epoch of group ${group}; repeat drctl protect ${group}`);
  const { owner, epoch } = current;
  if (owner === cluster) return ok(undefined);
  return failed({ kind: 'not-owner', volume, group, owner, epoch, cluster });
}

export const isOwnership = ({ kind }: Problem): boolean => kind === 'not-owner' || kind === 'owner-unknown';
