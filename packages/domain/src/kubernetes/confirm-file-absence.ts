import type { ArrayDirectory } from '../array/array-directory.port.js';
import type { ConfirmAbsence, ConfirmWhole } from '../array/confirm-absence.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { readVolumeContext } from '../volume/volume-context.js';
import type { DriverVolume, PersistentVolumes } from './persistent-volumes.port.js';

interface FileAbsenceRoom {
  readonly arrays: ArrayDirectory<{ readonly name: string }>;
  readonly volumes: Pick<PersistentVolumes, 'list'>;
}

/**
 * An array that a class brought leaves the list with its kept credentials. By its PersistentVolume a volume of it is known
 * all the same: neither deleted nor fenced is said of it (docs/adr/0028).
 */
export function confirmFileAbsence(room: FileAbsenceRoom): ConfirmAbsence {
  return (volumeId) => {
    const volumes = room.volumes.list();
    if (!volumes.ok) return Promise.resolve(volumes);
    const pv = volumes.value.find(({ volumeHandle }) => volumeHandle === volumeId);
    return Promise.resolve(pv === undefined ? ok(undefined) : arrayIsListed(room, pv));
  };
}

/** The same for all PersistentVolumes at once, asked before a list of volumes is called complete. */
export function confirmFilesWhole(room: FileAbsenceRoom): ConfirmWhole {
  return () => {
    const volumes = room.volumes.list();
    if (!volumes.ok) return Promise.resolve(volumes);
    const answers = volumes.value.map((pv) => arrayIsListed(room, pv));
    return Promise.resolve(answers.find((answer) => !answer.ok) ?? ok(undefined));
  };
}

/** By the name it had, or by any of its managers; a PersistentVolume that tells neither says nothing. */
function arrayIsListed({ arrays }: FileAbsenceRoom, pv: DriverVolume): Result<void, Problem> {
  const { array } = readVolumeContext(pv.context);
  if (arrays.listed().some(({ name }) => name === array)) return ok(undefined);
  const managers = (pv.context['xmsServers'] ?? '').split(',').map((entry) => entry.trim());
  const named = managers.filter((entry) => entry !== '');
  const isListed = named.some(
    (manager) => arrays.resolve({ managers: [manager], credentials: undefined }).ok,
  );
  const called = array ?? named[0];
  if (isListed || called === undefined) return ok(undefined);
  return failed({ kind: 'array-dropped', volume: pv.volumeHandle, array: called });
}
