import type { Call, Reply } from '../http/call.js';
import type { Volume } from '../state/records.js';
import type { World } from '../world.js';
import { createVolume } from './create-volume.js';
import { deleteVolume } from './delete-volume.js';
import { demandVolume } from './demand.js';
import { listReply } from './list-reply.js';
import type { Routes } from './route.js';
import { parentOf } from './snapshot-view.js';
import { updateVolume } from './update-volume.js';
import { mappingGroupsOf, renderVolume } from './volume-view.js';

export const volumeRoutes: Routes = {
  'GET /block-volumes/': listVolumes,
  'POST /block-volumes/': createVolume,
  'GET /block-volumes/{id}': (world, call) => showVolume(world, demandVolume(world, call.id)),
  'PATCH /block-volumes/{id}': updateVolume,
  'DELETE /block-volumes/{id}': deleteVolume,
};

function showVolume(world: World, volume: Volume): Reply {
  const body = { block_volume: renderVolume(world, volume) };
  observe(world, volume);
  return { status: 200, body };
}

function listVolumes(world: World, call: Call): Reply {
  const rows = world.state.volumes.where((volume) => isAskedFor(world, call, volume));
  const render = (volume: Volume): Record<string, unknown> => renderVolume(world, volume);
  const reply = listReply(world, call, { key: 'block_volumes', rows, render, text: (volume) => volume.name });
  for (const volume of rows) observe(world, volume);
  return reply;
}

function observe(world: World, { id }: Volume): void {
  world.jobs.observe('volume', id);
  world.jobs.observe('flatten', id);
}

function isAskedFor(world: World, call: Call, volume: Volume): boolean {
  const { query } = call;
  const groups = mappingGroupsOf(world, volume.id);
  const listsRecycled = query.flag('recycled') ?? (world.switches().listsRecycled ? undefined : false);
  return (
    matches(query.text('name'), volume.name) &&
    matches(query.int('pool_id'), volume.poolId) &&
    matches(listsRecycled, volume.recycled) &&
    matches(query.flag('passive'), false) &&
    matches(query.int('block_snapshot_id'), parentOf(world, volume)?.id) &&
    query.int('dp_block_backup_policy_id') === undefined &&
    contains(
      query.int('mapping_group_id'),
      groups.map((group) => group.id),
    ) &&
    contains(
      query.int('access_path_id'),
      groups.map((group) => group.accessPathId),
    ) &&
    contains(
      query.int('client_group_id'),
      groups.map((group) => group.clientGroupId),
    )
  );
}

function matches<T>(asked: T | undefined, actual: T): boolean {
  return asked === undefined || asked === actual;
}

function contains(asked: number | undefined, actual: readonly number[]): boolean {
  return asked === undefined || actual.includes(asked);
}
