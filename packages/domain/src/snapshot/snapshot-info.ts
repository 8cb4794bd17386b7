import type { Bytes } from '../shared/bytes.js';
import { formatBlockHandle } from '../volume/volume-handle.js';
import type { VolumeName } from '../volume/volume-name.js';
import { formatSnapshotHandle } from './snapshot-handle.js';
import type { BlockSnapshot } from './snapshot.js';

/** A snapshot as the container orchestrator knows it (CSI Snapshot). */
export interface SnapshotInfo {
  readonly snapshotId: string;
  readonly sourceVolumeId: string;
  /** What a volume made from it needs at least. */
  readonly size: Bytes;
  /** Milliseconds since the Unix epoch; undefined when the array does not tell. */
  readonly createdAt: number | undefined;
  readonly ready: boolean;
}

export const snapshotInfo = (
  snapshot: BlockSnapshot,
  sourceVolumeId = formatBlockHandle(snapshot.volume.name as VolumeName),
): SnapshotInfo => ({
  snapshotId: formatSnapshotHandle(snapshot),
  sourceVolumeId,
  size: snapshot.size,
  createdAt: snapshot.createdAt,
  ready: snapshot.state.kind === 'ready',
});
