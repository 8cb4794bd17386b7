import type { Call, Reply } from '../http/call.js';
import type { Pool } from '../state/records.js';
import type { World } from '../world.js';
import { demandPool } from './demand.js';
import { listReply } from './list-reply.js';
import { poolReplicas, renderPool } from './pool-view.js';
import { nodeOfSite, renderPlacementNode } from './placement-view.js';
import { times, word } from './render.js';
import type { Routes } from './route.js';

export const poolRoutes: Routes = {
  'GET /pools/': list,
  'GET /pools/{id}': async (world, call) => {
    await world.health.read(new AbortController().signal);
    return { status: 200, body: { pool: renderPool(world, demandPool(world, call.id)) } };
  },
  'GET /pools/{id}/topology': async (world, call) => {
    await world.health.read(new AbortController().signal);
    return { status: 200, body: { pool_topology: topologyOf(world, demandPool(world, call.id)) } };
  },
};

async function list(world: World, call: Call): Promise<Reply> {
  await world.health.read(new AbortController().signal);
  const { query } = call;
  const rows = world.state.pools.where(
    (pool) =>
      (query.flag('stretched') ?? pool.spec.stretched) === pool.spec.stretched &&
      (query.text('pool_type') ?? 'replicated') === 'replicated' &&
      (query.text('pool_role') ?? 'data') === 'data',
  );
  const render = (pool: Pool): Record<string, unknown> => renderPool(world, pool);
  return listReply(world, call, { key: 'pools', rows, render, text: (pool) => pool.spec.name });
}

/** The tree a stretched pool is spread over: the root, then each data site with its number of replicas. */
function topologyOf(world: World, pool: Pool): Record<string, unknown> {
  const root = world.state.placementNodes.find((node) => node.parentId === undefined);
  const replicas = poolReplicas(world, pool);
  const children = replicas.map(({ site, count, healthy }) => {
    const node = nodeOfSite(world, site);
    const status = word(world, healthy ? 'active' : 'error');
    return {
      id: node.id,
      ...times(node),
      placement_node: renderPlacementNode(world, node),
      replicate_num: count,
      status,
      children: [],
    };
  });
  const total = replicas.reduce((sum, { count }) => sum + count, 0);
  const rootNode = root
    ? { id: root.id, ...times(root), placement_node: renderPlacementNode(world, root) }
    : {};
  return { ...rootNode, replicate_num: total, status: word(world, 'active'), children };
}
