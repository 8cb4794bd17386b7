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
    return pv === undefined ? ok(undefined) : arrayIsListed(room, { pv, by: 'name' }, signal);
  };
}

/** The same for all PersistentVolumes at once, asked before a list of volumes is called complete: one of each array. */
export function confirmWhole(room: AbsenceRoom): ConfirmWhole {
  return async (signal) => {
    const volumes = room.volumes.list();
    if (!volumes.ok) return volumes;
    const byArray = new Map(volumes.value.map((pv) => [readVolumeContext(pv.context).array, pv]));
    for (const [array, pv] of byArray) {
      const listed =
        array === undefined ? ok(undefined) : await arrayIsListed(room, { pv, by: 'manager' }, signal);
      if (!listed.ok) return listed;
    }
    return ok(undefined);
  };
}

/**
 * By `name` an array counts that is called as the PersistentVolume or the newest record has it: one that merely has the same
 * manager may be two that an AccessPath joined by mistake, and the other one was not asked.
 */
async function arrayIsListed(
  { arrays, records }: AbsenceRoom,
  { pv, by }: { readonly pv: DriverVolume; readonly by: 'name' | 'manager' },
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const named = readVolumeContext(pv.context).array;
  if (isCalled(arrays, named)) return ok(undefined);
  // An array that goes by another name now.
  const record = await recordOf(records, pv, signal);
  if (!record.ok) return record;
  const array = named ?? record.value?.array;
  if (array === undefined || isCalled(arrays, record.value?.array)) return ok(undefined);
  const managers = by === 'name' ? [] : [array, ...(record.value?.managers ?? [])];
  if (managers.some((manager) => arrays.resolve({ managers: [manager], credentials: undefined }).ok))
    return ok(undefined);
  return failed({ kind: 'array-dropped', volume: pv.volumeHandle, array });
}

const isCalled = (arrays: ArrayDirectory, word: string | undefined): boolean =>
  arrays.listed().some(({ name }) => name === word);

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
