import { randomBytes } from 'node:crypto';
import { ApiFault } from '../http/api-fault.js';
import type { Call, Reply } from '../http/call.js';
import type { VolumeGroup, VolumeGroupSnapshot } from '../state/group-records.js';
import type { Snapshot } from '../state/records.js';
import type { World } from '../world.js';
import { demandName, refuseBusy } from './demand.js';
import { listReply } from './list-reply.js';
import { compact, link, times, word } from './render.js';
import type { Routes } from './route.js';
import { clonesOf } from './snapshot-view.js';

export const groupSnapshotRoutes: Routes = {
  'GET /block-volume-group-snapshots/': list,
  'POST /block-volume-group-snapshots/': create,
  'DELETE /block-volume-group-snapshots/{id}': destroy,
};

const membersOf = (world: World, { id }: VolumeGroupSnapshot): Snapshot[] =>
  world.state.snapshots.where(({ groupSnapshotId }) => groupSnapshotId === id);

function render(world: World, row: VolumeGroupSnapshot): Record<string, unknown> {
  return compact({
    ...times(row),
    id: row.id,
    name: row.name,
    description: row.description,
    status: word(world, row.status),
    block_snapshot_num: membersOf(world, row).length,
    block_volume_group: link(world.state.volumeGroups.get(row.volumeGroupId)),
  });
}

function list(world: World, call: Call): Reply {
  const rows = world.state.groupSnapshots.all();
  const reply = listReply(world, call, {
    key: 'block_volume_group_snapshots',
    rows,
    render: (row: VolumeGroupSnapshot) => render(world, row),
    text: (row) => row.name,
  });
  for (const { id } of rows) world.jobs.observe('group-snapshot', id);
  return reply;
}

function create(world: World, call: Call): Reply {
  const asked = call.body.inner('block_volume_group_snapshot');
  const name = demandName(asked.text('name'));
  const group = world.state.volumeGroups.get(asked.int('block_volume_group_id') ?? 0);
  if (!group || group.volumeIds.length === 0) throw new ApiFault(400, 'the volume group has no volumes');
  if (world.state.groupSnapshots.find((one) => one.name === name))
    throw new ApiFault(world.switches().duplicateName, `group snapshot name ${name} is in use`);
  const now = world.clock.now();
  const base = { createdAt: now, updatedAt: now, status: 'creating', name };
  const row = world.state.groupSnapshots.insert((id) => ({
    ...base,
    id,
    description: asked.text('description') ?? '',
    volumeGroupId: group.id,
  }));
  const members = insertMembers(world, group, row);
  void world.jobs.start({
    kind: 'group-snapshot',
    id: row.id,
    work: (signal) =>
      world.plane.takeSnapshots(
        members.map(({ id, volumeId }) => ({ id, volumeId })),
        signal,
      ),
    settle: (outcome) => {
      for (const one of [row, ...members]) one.status = outcome === 'done' ? 'active' : 'error';
    },
  });
  return { status: 202, body: { block_volume_group_snapshot: render(world, row) } };
}

/** How the array calls the parts is not told: nobody may count on it. */
function insertMembers(world: World, group: VolumeGroup, row: VolumeGroupSnapshot): Snapshot[] {
  return group.volumeIds.map((volumeId) => {
    const volume = world.state.volumes.get(volumeId);
    if (!volume || volume.recycled) throw new ApiFault(400, `block volume ${volumeId} is not in use`);
    refuseBusy(world, volume);
    const { createdAt, updatedAt, status } = row;
    return world.state.snapshots.insert((id) => ({
      ...{ id, createdAt, updatedAt, status, description: '' },
      name: `${row.name}.${randomBytes(3).toString('hex')}`,
      snapName: `snapshot-${randomBytes(16).toString('hex')}`,
      ...{ volumeId, size: volume.size, groupSnapshotId: row.id },
    }));
  });
}

function destroy(world: World, call: Call): Reply {
  const row = world.state.groupSnapshots.get(call.id);
  if (!row) throw new ApiFault(404, `group snapshot ${call.id} not found`);
  if (world.jobs.busy('group-snapshot', row.id))
    throw new ApiFault(400, `${row.name} is busy: ${row.status}`);
  const members = membersOf(world, row);
  const clones = members.flatMap((member) => clonesOf(world, member)).length;
  if (clones > 0) throw new ApiFault(400, `group snapshot ${row.name} has ${clones} cloned volumes`);
  row.status = 'deleting';
  void world.jobs.start({
    kind: 'group-snapshot',
    id: row.id,
    work: async (signal) => {
      for (const { id } of members) await world.plane.removeSnapshot(id, signal);
    },
    settle: (outcome) => {
      if (outcome !== 'done') {
        row.status = 'error';
        return;
      }
      for (const { id } of members) world.state.snapshots.delete(id);
      world.state.groupSnapshots.delete(row.id);
    },
  });
  return { status: 202, body: { block_volume_group_snapshot: render(world, row) } };
}
