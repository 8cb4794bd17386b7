import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import { parseBlockHandle } from '../volume/volume-handle.js';
import type { PersistentVolumes } from './persistent-volumes.port.js';
import type { VolumeRecords } from './volume-records.port.js';

/** The access path that the record of a volume names, for a publish whose context names none. */
export function recordedPath({
  volumes,
  records,
}: {
  readonly volumes: PersistentVolumes;
  readonly records: VolumeRecords;
}) {
  return async (volumeId: string, signal: CancelSignal): Promise<Result<string | undefined, Problem>> => {
    const pv = nameOf(volumes, volumeId);
    if (pv === undefined) return ok(undefined);
    const found = await records.find(pv, signal);
    if (!found.ok) return found;
    const record = found.value.kind === 'ours' ? found.value.record : undefined;
    return ok(record?.volumeHandle === volumeId ? record.accessPath : undefined);
  };
}

/** A provisioned volume has the name of its PersistentVolume; one that somebody made by hand may have another. */
function nameOf(volumes: PersistentVolumes, volumeId: string): string | undefined {
  const listed = volumes.list();
  const pv = listed.ok ? listed.value.find(({ volumeHandle }) => volumeHandle === volumeId) : undefined;
  const name = parseBlockHandle(volumeId);
  return pv?.name ?? (name.ok ? name.value : undefined);
}
