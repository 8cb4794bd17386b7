import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { parseBlockHandle, type ParseHandle } from '../volume/volume-handle.js';
import { findBlock, locate, type FindOn, type Located } from './ask-arrays.js';
import type { ArrayDirectory } from './array-directory.port.js';
import type { ConfirmAbsence } from './confirm-absence.js';

/** How the volumes of one driver are found: by which handle, and with which call of an array. */
export interface Lookup<Entry, Volume> {
  readonly parse: ParseHandle;
  readonly find: FindOn<Entry, Volume>;
}

export const blockLookup = { parse: parseBlockHandle, find: findBlock };

export const findVolume = (
  arrays: ArrayDirectory,
  volumeId: string,
  signal: CancelSignal,
): Promise<Result<Located, Problem>> => findBy(blockLookup, arrays, volumeId, signal);

/** The volume behind a CSI volume id, or `volume-missing` when every listed array said that it has none. */
export async function findBy<Entry extends { readonly name: string }, Volume>(
  { parse, find }: Lookup<Entry, Volume>,
  arrays: ArrayDirectory<Entry>,
  volumeId: string,
  signal: CancelSignal,
): Promise<Result<Located<Entry, Volume>, Problem>> {
  const name = parse(volumeId);
  if (!name.ok) return name;
  const listed = arrays.listed();
  const where = await locate(listed, name.value, find, signal);
  if (!where.ok) return where;
  if (where.value.kind === 'found') return ok(where.value.at);
  return failed({ kind: 'volume-missing', volume: volumeId, arrays: listed.map((array) => array.name) });
}

/**
 * What there is to delete; undefined when nothing is. Both are claims about every listed array, and of a list that is whole:
 * a volume that could not be looked for may still exist, and the name might stand on a silent array too.
 */
export async function findToDelete<Entry extends { readonly name: string }, Volume>(
  lookup: Lookup<Entry, Volume>,
  deps: { readonly arrays: ArrayDirectory<Entry>; readonly confirmAbsence?: ConfirmAbsence },
  volumeId: string,
  signal: CancelSignal,
): Promise<Result<Located<Entry, Volume> | undefined, Problem>> {
  const name = lookup.parse(volumeId);
  if (!name.ok) return ok(undefined);
  const where = await locate(deps.arrays.listed(), name.value, lookup.find, signal);
  if (!where.ok) return where;
  if (where.value.kind === 'found')
    return where.value.silence === undefined ? ok(where.value.at) : failed(where.value.silence);
  const absent = await deps.confirmAbsence?.(volumeId, signal);
  return absent?.ok === false ? absent : ok(undefined);
}
