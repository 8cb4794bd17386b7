import { randomBytes } from 'node:crypto';
import { ApiFault } from '../http/api-fault.js';
import type { Call, Reply } from '../http/call.js';
import type { Volume } from '../state/records.js';
import type { World } from '../world.js';
import { demandName, refuseBusy } from './demand.js';
import { renderSnapshot } from './snapshot-view.js';

export function createSnapshot(world: World, call: Call): Reply {
  const asked = call.body.inner('block_snapshot');
  const name = demandName(asked.text('name'));
  const volume = sourceVolume(world, asked.int('block_volume_id') ?? 0);
  const taken = world.state.snapshots.find((snapshot) => snapshot.name === name);
  if (taken && world.switches().snapshotNames === 'unique')
    throw new ApiFault(world.switches().duplicateName, `block snapshot name ${name} is in use`);
  const now = world.clock.now();
  const snapshot = world.state.snapshots.insert((id) => ({
    id,
    createdAt: now,
    updatedAt: now,
    name,
    description: asked.text('description') ?? '',
    status: 'creating',
    snapName: `snapshot-${randomBytes(16).toString('hex')}`,
    volumeId: volume.id,
    size: volume.size,
  }));
  void world.jobs.start({
    kind: 'snapshot',
    id: snapshot.id,
    work: (signal) => world.plane.takeSnapshots([{ id: snapshot.id, volumeId: volume.id }], signal),
    settle: (outcome) => {
      snapshot.status = outcome === 'done' ? 'active' : 'error';
      snapshot.updatedAt = world.clock.now();
    },
  });
  return { status: 202, body: { block_snapshot: renderSnapshot(world, snapshot) } };
}

function sourceVolume(world: World, id: number): Volume {
  const volume = world.state.volumes.get(id);
  if (!volume || volume.recycled || volume.status !== 'active')
    throw new ApiFault(400, `block_volume_id ${id} names no volume that is in use`);
  refuseBusy(world, volume);
  return volume;
}
