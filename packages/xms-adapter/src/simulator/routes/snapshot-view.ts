import type { Snapshot, Volume } from '../state/records.js';
import type { World } from '../world.js';
import { compact, link, times, word } from './render.js';

export function renderSnapshot(world: World, snapshot: Snapshot): Record<string, unknown> {
  const { state } = world;
  const volume = state.volumes.get(snapshot.volumeId);
  const pool = volume && state.pools.get(volume.poolId);
  const clones = clonesOf(world, snapshot).length;
  return compact({
    ...times(snapshot),
    id: snapshot.id,
    name: snapshot.name,
    snap_name: snapshot.snapName,
    description: snapshot.description,
    size: snapshot.size,
    allocated_size: 0,
    status: word(world, snapshot.status),
    action_status: word(world, 'active'),
    volume: link(volume),
    pool: pool && { id: pool.id, name: pool.spec.name },
    block_volume_group_snapshot: link(
      snapshot.groupSnapshotId === undefined ? undefined : state.groupSnapshots.get(snapshot.groupSnapshotId),
    ),
    cloned_block_volume_num: clones,
    protected: clones > 0,
    reserved: false,
    hidden: false,
    passive: false,
  });
}

/** The volumes that share a snapshot's data, also those in the trash. */
export function clonesOf(world: World, snapshot: Snapshot): Volume[] {
  return world.state.volumes.where((volume) => volume.snapshotId === snapshot.id && !volume.flattened);
}

export function snapshotsOf(world: World, volumeId: number): Snapshot[] {
  return world.state.snapshots.where((snapshot) => snapshot.volumeId === volumeId);
}

/** The snapshot a volume's row names as its parent. */
export function parentOf(world: World, volume: Volume): Snapshot | undefined {
  if (volume.snapshotId === undefined) return undefined;
  const isNamed = !volume.flattened || world.switches().flattenedParent === 'shown';
  return isNamed ? world.state.snapshots.get(volume.snapshotId) : undefined;
}
