import { ApiFault } from '../http/api-fault.js';
import type { Reply } from '../http/call.js';
import type { World } from '../world.js';
import { listReply } from './list-reply.js';
import { renderPlacementNode, renderPlacementTree } from './placement-view.js';
import { stamp, word } from './render.js';
import type { Routes } from './route.js';
import { isServiceUp } from './service-routes.js';

export const clusterRoutes: Routes = {
  'GET /version/': (world) => ({ status: 200, body: { version: world.topology.version } }),
  'GET /cluster/': (world) => ({ status: 200, body: { cluster: clusterRecord(world) } }),
  'GET /cluster/stats': stats,
  'GET /protection-domains/': (world, call) => {
    const rows = [{ id: 1, name: 'default', createdAt: world.clock.now() }];
    return listReply(world, call, { key: 'protection_domains', rows, render: () => protectionDomain(world) });
  },
  'GET /protection-domains/{id}': (world, call) => {
    if (call.id !== 1) throw new ApiFault(404, `protection domain ${call.id} not found`);
    return { status: 200, body: { protection_domain: protectionDomain(world) } };
  },
  'GET /placement-nodes/{id}': (world, call) => {
    return { status: 200, body: { placement_node: renderPlacementNode(world, demandNode(world, call.id)) } };
  },
  'GET /placement-nodes/{id}/topology': (world, call) => {
    return { status: 200, body: { topology: renderPlacementTree(world, demandNode(world, call.id)) } };
  },
};

function clusterRecord(world: World): Record<string, unknown> {
  return {
    id: 1,
    name: world.topology.clusterName,
    fs_id: world.topology.fsId,
    version: world.topology.version,
    status: word(world, 'active'),
    elasticsearch_enabled: true,
    maintained: false,
  };
}

/** Only the counters the simulated parts have; the spec makes none of them mandatory. */
async function stats(world: World): Promise<Reply> {
  await world.health.read(new AbortController().signal);
  const monitors = world.state.services.where((service) => service.type === 'mon');
  const active = monitors.filter((service) => isServiceUp(world, service)).length;
  const cluster_stats = {
    service_mon_num: monitors.length,
    service_mon_active_num: active,
    service_mon_error_num: monitors.length - active,
    service_mon_stopped_num: 0,
    host_num: world.state.hosts.all().length,
    pool_num: world.state.pools.all().length,
    block_volume_num: world.state.volumes.all().length,
    access_path_num: world.state.accessPaths.all().length,
    client_group_num: world.state.clientGroups.all().length,
  };
  return { status: 200, body: { cluster_stats } };
}

function protectionDomain(world: World): Record<string, unknown> {
  const root = world.state.placementNodes.find((node) => node.parentId === undefined);
  const create = stamp(root?.createdAt ?? world.clock.now());
  return {
    id: 1,
    name: 'default',
    status: word(world, 'active'),
    create,
    placement_node: { id: root?.id ?? 0 },
  };
}

function demandNode(world: World, id: number) {
  const node = world.state.placementNodes.get(id);
  if (!node) throw new ApiFault(404, `placement node ${id} not found`);
  return node;
}
