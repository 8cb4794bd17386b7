import { ApiFault } from '../http/api-fault.js';
import type { TrashResource } from '../state/records.js';
import type { World } from '../world.js';
import { destroyVolume, refuseSnapshots } from './delete-volume.js';
import { listReply } from './list-reply.js';
import { times, word } from './render.js';
import type { Routes } from './route.js';

export const trashRoutes: Routes = {
  'GET /trash-resources/': (world, call) => {
    const rows = world.state.trashResources.all();
    return listReply(world, call, { key: 'trash_resources', rows, render: (row) => render(world, row) });
  },
  'GET /trash-resources/{id}': (world, call) => {
    return { status: 200, body: { trash_resource: render(world, demand(world, call.id)) } };
  },
  'DELETE /trash-resources/{id}': (world, call) => {
    const resource = demand(world, call.id);
    const volume = world.state.volumes.get(resource.resourceId);
    if (volume) refuseSnapshots(world, volume);
    resource.status = 'deleting';
    const body = { trash_resource: render(world, resource) };
    world.state.trashResources.delete(resource.id);
    if (volume) destroyVolume(world, volume);
    return { status: 202, body };
  },
  'POST /trash-resources/{id}:restore': (world, call) => {
    const resource = demand(world, call.id);
    restore(world, resource);
    return { status: 202, body: { trash_resource: render(world, resource) } };
  },
};

function restore(world: World, resource: TrashResource): void {
  const volume = world.state.volumes.get(resource.resourceId);
  if (!volume) throw new ApiFault(404, `block volume ${resource.resourceId} not found`);
  const taken = world.state.volumes.find(
    (other) => other.id !== volume.id && other.name === volume.originalName,
  );
  if (taken) throw new ApiFault(400, `block volume name ${volume.originalName} is in use`);
  volume.name = volume.originalName;
  volume.recycled = false;
  volume.originalName = '';
  world.state.trashResources.delete(resource.id);
}

function render(world: World, resource: TrashResource): Record<string, unknown> {
  const { id, resourceId } = resource;
  return {
    id,
    ...times(resource),
    resource_id: resourceId,
    resource_type: 'block_volume',
    status: word(world, resource.status),
  };
}

function demand(world: World, id: number): TrashResource {
  const resource = world.state.trashResources.get(id);
  if (!resource) throw new ApiFault(404, `trash resource ${id} not found`);
  return resource;
}
