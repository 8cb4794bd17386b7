import type { ArrayDirectory } from '../array/array-directory.port.js';
import type { ConfirmAbsence, ConfirmWhole } from '../array/confirm-absence.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { readVolumeContext } from '../volume/volume-context.js';
import type { DriverVolume, PersistentVolumes } from './persistent-volumes.port.js';
import type { VolumeRecord } from './volume-record.js';
import type { VolumeRecords } from './volume-records.port.js';

interface AbsenceRoom {
  readonly arrays: ArrayDirectory;
  readonly volumes: PersistentVolumes;
  readonly records: VolumeRecords;
}

/**
 * An array leaves the list with the last AccessPath that names it. By its PersistentVolume, else by its record, a volume of it is
 * known all the same: detaching it would let another node write while the first one still can (docs/adr/0022).
 */
export function confirmAbsence(room: AbsenceRoom): ConfirmAbsence {
  return async (volumeId, signal) => {
    const volumes = room.volumes.list();
    if (!volumes.ok) return volumes;
    const pv = volumes.value.find(({ volumeHandle }) => volumeHandle === volumeId);
    return pv === undefined ? ok(undefined) : arrayIsListed(room, pv, signal);
  };
}

/** The same for all PersistentVolumes at once, asked before a list of volumes is called complete: one of each array. */
export function confirmWhole(room: AbsenceRoom): ConfirmWhole {
  return async (signal) => {
    const volumes = room.volumes.list();
    if (!volumes.ok) return volumes;
    const byArray = new Map(volumes.value.map((pv) => [readVolumeContext(pv.context).array, pv]));
    for (const [array, pv] of byArray) {
      const listed = array === undefined ? ok(undefined) : await arrayIsListed(room, pv, signal);
      if (!listed.ok) return listed;
    }
    return ok(undefined);
  };
}

async function arrayIsListed(
  { arrays, records }: AbsenceRoom,
  pv: DriverVolume,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const named = readVolumeContext(pv.context).array;
  const byName = anyListed(arrays, named === undefined ? [] : [named]);
  if (!byName.ok) return byName;
  if (byName.value) return ok(undefined);
  // An array that goes by another name now: its managers tell.
  const record = await recordOf(records, pv, signal);
  if (!record.ok) return record;
  const byManager = anyListed(arrays, record.value?.managers ?? []);
  if (!byManager.ok) return byManager;
  const array = named ?? record.value?.array;
  return byManager.value || array === undefined
    ? ok(undefined)
    : failed({ kind: 'array-dropped', volume: pv.volumeHandle, array });
}

/** By name, or by manager: an array that only AccessPaths name is called by its first one. */
function anyListed(arrays: ArrayDirectory, words: readonly string[]): Result<boolean, Problem> {
  for (const word of words) {
    if (arrays.listed().some(({ name }) => name === word)) return ok(true);
    const meant = arrays.resolve({ managers: [word], credentials: undefined });
    if (meant.ok) return ok(true);
    if (meant.problem.kind === 'kubernetes-unsynced') return meant;
  }
  return ok(false);
}

async function recordOf(
  records: VolumeRecords,
  { name, volumeHandle }: DriverVolume,
  signal: CancelSignal,
): Promise<Result<VolumeRecord | undefined, Problem>> {
  const found = await records.find(name, signal);
  if (!found.ok) return found;
  const record = found.value.kind === 'ours' ? found.value.record : undefined;
  return ok(record?.volumeHandle === volumeHandle ? record : undefined);
}
