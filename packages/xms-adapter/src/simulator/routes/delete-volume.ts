import { ApiFault } from '../http/api-fault.js';
import type { Call, Reply } from '../http/call.js';
import type { Volume } from '../state/records.js';
import type { World } from '../world.js';
import { demandVolume, refuseBusy } from './demand.js';
import { removeLuns } from './remove-luns.js';
import { destroySnapshot } from './snapshot-routes.js';
import { clonesOf, snapshotsOf } from './snapshot-view.js';
import { mappingGroupsOf, renderVolume } from './volume-view.js';

export function deleteVolume(world: World, call: Call): Reply {
  const volume = demandVolume(world, call.id);
  refuseBusy(world, volume);
  const mapped = mappingGroupsOf(world, volume.id).length > 0;
  if (mapped && world.switches().deleteMapped === 'refused') {
    throw new ApiFault(400, `block volume ${volume.name} is mapped`);
  }
  refuseSnapshots(world, volume);
  if (world.switches().trash !== 'off' && call.query.flag('bypass_trash') !== true) recycle(world, volume);
  else destroyVolume(world, volume);
  return { status: 202, body: { block_volume: renderVolume(world, volume) } };
}

/** Snapshots that other volumes depend on are never taken along. */
export function refuseSnapshots(world: World, volume: Volume): void {
  const snapshots = snapshotsOf(world, volume.id);
  const kept = snapshots.filter((snapshot) => clonesOf(world, snapshot).length > 0);
  const blocking = world.switches().deleteWithSnapshots === 'refused' ? snapshots : kept;
  if (blocking.length > 0)
    throw new ApiFault(400, `block volume ${volume.name} has ${blocking.length} snapshots`);
}

/** Removes mappings, snapshots, backing and row, in this order. */
export function destroyVolume(world: World, volume: Volume): void {
  volume.status = 'deleting';
  volume.updatedAt = world.clock.now();
  void world.jobs.start({
    kind: 'volume',
    id: volume.id,
    work: async (signal) => {
      await unmapEverywhere(world, volume);
      await Promise.all(snapshotsOf(world, volume.id).map((snapshot) => destroySnapshot(world, snapshot)));
      await world.plane.removeBacking(volume.id, signal);
    },
    settle: (outcome) => {
      if (outcome === 'done') world.state.volumes.delete(volume.id);
      else volume.status = 'error';
    },
  });
}

async function unmapEverywhere(world: World, volume: Volume): Promise<void> {
  const groups = mappingGroupsOf(world, volume.id);
  await Promise.all(groups.map((group) => removeLuns(world, group, [volume.id])));
}

/** The volume stays, marked; `trash: renames` frees its name. */
function recycle(world: World, volume: Volume): void {
  if (volume.recycled) throw new ApiFault(400, `block volume ${volume.name} is in the trash already`);
  const now = world.clock.now();
  volume.recycled = true;
  volume.originalName = volume.name;
  volume.updatedAt = now;
  if (world.switches().trash === 'renames') volume.name = `${volume.name}-recycled-${volume.id}`;
  world.state.trashResources.insert((id) => {
    return { id, createdAt: now, updatedAt: now, resourceId: volume.id, status: 'active' };
  });
  void unmapEverywhere(world, volume);
}
