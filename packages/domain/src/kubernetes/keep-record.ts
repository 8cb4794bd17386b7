import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import { describeVolume, sameRecord, standsFor, type DescribeRoom } from './describe-volume.js';
import type { DriverVolume } from './persistent-volumes.port.js';
import type { VolumeRecord } from './volume-record.js';
import type { OwnedRecord, VolumeRecords } from './volume-records.port.js';

export interface RecordRoom extends DescribeRoom {
  readonly records: VolumeRecords;
}

/** `quick`: a record that fits its PersistentVolume is believed. `thorough`: arrays are asked about every volume. */
export type KeeperPass = 'quick' | 'thorough';

export type Kept = 'kept' | 'saved' | 'foreign';

/** Sees to the record of one PersistentVolume. `listed`: what the list of all records has of it. */
export async function keepRecord(
  room: RecordRoom,
  { pv, listed, pass }: { pv: DriverVolume; listed: OwnedRecord['record'] | undefined; pass: KeeperPass },
  signal: CancelSignal,
): Promise<Result<Kept, Problem>> {
  const found = listed === undefined ? await lookUp(room.records, pv, signal) : ok(listed);
  if (!found.ok) return found;
  if (found.value === 'foreign') return ok('foreign');
  const before = typeof found.value === 'object' ? found.value : undefined;
  if (pass === 'quick' && before !== undefined && standsFor(before, pv, room.clusterId)) return ok('kept');
  const wanted = await describeVolume(room, pv, before, signal);
  if (!wanted.ok) return wanted;
  if (before !== undefined && sameRecord(before, wanted.value)) return ok('kept');
  const saved = await room.records.save(wanted.value, signal);
  return saved.ok ? ok('saved') : saved;
}

/** Only ours are listed: one that is missing there may be somebody else's. */
async function lookUp(
  records: VolumeRecords,
  { name }: DriverVolume,
  signal: CancelSignal,
): Promise<Result<VolumeRecord | 'foreign' | 'unreadable' | 'none', Problem>> {
  const found = await records.find(name, signal);
  if (!found.ok) return found;
  return ok(found.value.kind === 'ours' ? found.value.record : found.value.kind);
}
