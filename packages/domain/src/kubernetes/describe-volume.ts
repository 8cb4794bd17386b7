import { pathOnArray, type NameRoom } from '../access-path/resolve-access-path.js';
import { findVolume } from '../array/find-volume.js';
import type { Located } from '../array/ask-arrays.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import { readVolumeContext } from '../volume/volume-context.js';
import { parseBlockHandle } from '../volume/volume-handle.js';
import type { DriverVolume } from './persistent-volumes.port.js';
import type { VolumeRecord } from './volume-record.js';

export interface DescribeRoom extends NameRoom {
  readonly clusterId: string;
  /** Managers of a listed array, in the order they are tried. */
  readonly managersOf: (array: string) => readonly string[];
}

/** What the record of a PersistentVolume has to say, as the arrays tell it now. */
export async function describeVolume(
  room: DescribeRoom,
  pv: DriverVolume,
  before: VolumeRecord | undefined,
  signal: CancelSignal,
): Promise<Result<VolumeRecord, Problem>> {
  const located = await findVolume(room.arrays, pv.volumeHandle, signal);
  if (!located.ok) return located;
  const { array, volume } = located.value;
  const named = pathInContext(room, pv, located.value);
  if (!named.ok) return named;
  return ok({
    pv: pv.name,
    clusterId: room.clusterId,
    volumeHandle: pv.volumeHandle,
    volumeName: volume.name,
    volumeId: volume.id,
    sn: volume.sn,
    naa: volume.naa,
    pool: volume.pool,
    array: array.name,
    managers: room.managersOf(array.name),
    // Remembered for the time when it is mapped no more: a context without a path never gets one.
    accessPath: named.value ?? volume.accessPath ?? before?.accessPath,
  });
}

/** Whether a record can be this volume's without asking an array. */
export function standsFor(record: VolumeRecord, pv: DriverVolume, clusterId: string): boolean {
  const name = parseBlockHandle(pv.volumeHandle);
  return (
    record.volumeHandle === pv.volumeHandle &&
    record.clusterId === clusterId &&
    name.ok &&
    record.volumeName === name.value
  );
}

export const sameRecord = (a: VolumeRecord, b: VolumeRecord): boolean => inOrder(a) === inOrder(b);

const inOrder = (record: VolumeRecord): string =>
  JSON.stringify(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

function pathInContext(
  room: DescribeRoom,
  { context }: DriverVolume,
  { array }: Located,
): Result<string | undefined, Problem> {
  const { accessPath, isOurs } = readVolumeContext(context);
  if (accessPath === undefined || isOurs) return ok(accessPath);
  return pathOnArray(room, { name: accessPath, field: 'volume_context["accessPaths"]' }, array);
}
