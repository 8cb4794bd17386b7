import { ApiFault } from '../http/api-fault.js';
import type { AccessPath, ClientGroup, MappingGroup, Pool, Snapshot, Volume } from '../state/records.js';
import type { World } from '../world.js';

/** The row, or the fault this array answers with when there is none. */
export function demandVolume(world: World, id: number): Volume {
  const volume = world.state.volumes.get(id);
  if (!volume) throw new ApiFault(404, `block volume ${id} not found`);
  return volume;
}

export function demandSnapshot(world: World, id: number): Snapshot {
  const snapshot = world.state.snapshots.get(id);
  if (!snapshot) throw new ApiFault(404, `block snapshot ${id} not found`);
  return snapshot;
}

/** GET of a missing access path or mapping group declares 400 and not 404: a switch decides. */
export function demandAccessPath(world: World, id: number, missing: number): AccessPath {
  const path = world.state.accessPaths.get(id);
  if (!path) throw new ApiFault(missing, `access path ${id} not found`);
  return path;
}

export function demandMappingGroup(world: World, id: number, missing: number): MappingGroup {
  const group = world.state.mappingGroups.get(id);
  if (!group) throw new ApiFault(missing, `mapping group ${id} not found`);
  return group;
}

export function demandClientGroup(world: World, id: number): ClientGroup {
  const group = world.state.clientGroups.get(id);
  if (!group) throw new ApiFault(404, `client group ${id} not found`);
  return group;
}

export function demandPool(world: World, id: number): Pool {
  const pool = world.state.pools.get(id);
  if (!pool) throw new ApiFault(404, `pool ${id} not found`);
  return pool;
}

/** A name that is given, not empty and at most 255 characters. */
export function demandName(name: string | undefined): string {
  if (name === undefined || name === '' || name.length > 255)
    throw new ApiFault(400, 'name must have 1 to 255 characters');
  return name;
}

/** Operations that declare both 200 and 202 answer as the switch says; 200 means it is done. */
export async function acceptedOrDone(world: World, settled: Promise<void>): Promise<200 | 202> {
  const { accepted } = world.switches();
  if (accepted === 200) await settled;
  return accepted;
}

/** 400 while another change of the volume has not settled. */
export function refuseBusy(world: World, volume: Volume): void {
  if (world.jobs.busy('volume', volume.id) || world.jobs.busy('flatten', volume.id)) {
    throw new ApiFault(400, `block volume ${volume.name} is busy: ${volume.status} ${volume.actionStatus}`);
  }
}
