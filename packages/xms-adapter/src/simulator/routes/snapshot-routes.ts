import { ApiFault } from '../http/api-fault.js';
import type { Call, Reply } from '../http/call.js';
import type { Snapshot } from '../state/records.js';
import type { World } from '../world.js';
import { createSnapshot } from './create-snapshot.js';
import { demandSnapshot } from './demand.js';
import { listReply } from './list-reply.js';
import type { Routes } from './route.js';
import { clonesOf, renderSnapshot } from './snapshot-view.js';

export const snapshotRoutes: Routes = {
  'GET /block-snapshots/': listSnapshots,
  'POST /block-snapshots/': createSnapshot,
  'GET /block-snapshots/{id}': (world, call) => {
    const snapshot = demandSnapshot(world, call.id);
    const body = { block_snapshot: renderSnapshot(world, snapshot) };
    world.jobs.observe('snapshot', snapshot.id);
    return { status: 200, body };
  },
  'DELETE /block-snapshots/{id}': deleteSnapshot,
};

function listSnapshots(world: World, call: Call): Reply {
  const { query } = call;
  const volumeId = query.int('block_volume_id');
  const poolId = query.int('pool_id');
  const rows = world.state.snapshots.where(
    (snapshot) =>
      (volumeId === undefined || snapshot.volumeId === volumeId) &&
      (poolId === undefined || world.state.volumes.get(snapshot.volumeId)?.poolId === poolId) &&
      query.flag('reserved') !== true,
  );
  const render = (row: Snapshot): Record<string, unknown> => renderSnapshot(world, row);
  const reply = listReply(world, call, { key: 'block_snapshots', rows, render, text: (row) => row.name });
  for (const { id } of rows) world.jobs.observe('snapshot', id);
  return reply;
}

function deleteSnapshot(world: World, call: Call): Reply {
  const snapshot = demandSnapshot(world, call.id);
  if (world.jobs.busy('snapshot', snapshot.id))
    throw new ApiFault(400, `block snapshot ${snapshot.name} is busy: ${snapshot.status}`);
  const clones = clonesOf(world, snapshot).length;
  if (clones > 0) throw new ApiFault(400, `block snapshot ${snapshot.name} has ${clones} cloned volumes`);
  void destroySnapshot(world, snapshot);
  return { status: 202, body: { block_snapshot: renderSnapshot(world, snapshot) } };
}

/** Resolves when its bytes and its row are gone. */
export function destroySnapshot(world: World, snapshot: Snapshot): Promise<void> {
  snapshot.status = 'deleting';
  snapshot.updatedAt = world.clock.now();
  return world.jobs.start({
    kind: 'snapshot',
    id: snapshot.id,
    work: (signal) => world.plane.removeSnapshot(snapshot.id, signal),
    settle: (outcome) => {
      if (outcome === 'done') world.state.snapshots.delete(snapshot.id);
      else snapshot.status = 'error';
    },
  });
}
