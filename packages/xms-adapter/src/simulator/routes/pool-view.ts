import type { Pool } from '../state/records.js';
import type { World } from '../world.js';
import { isHostUp } from './host-health.js';
import { nodeOfSite } from './placement-view.js';
import { stamp, times, word } from './render.js';

export interface Replicas {
  readonly site: 'a' | 'b';
  readonly count: number;
  readonly healthy: boolean;
}

export function poolReplicas(world: World, { spec }: Pool): Replicas[] {
  const sites = spec.stretched ? (['a', 'b'] as const) : [spec.primarySite];
  const monitors = world.topology.hosts.filter((host) => host.roles.includes('monitor'));
  return sites.map((site) => {
    const here = monitors.filter((host) => host.site === site);
    const healthy = here.length === 0 || here.some((host) => isHostUp(world, host));
    return { site, count: spec.replicasPerSite, healthy };
  });
}

export function renderPool(world: World, pool: Pool): Record<string, unknown> {
  const { spec } = pool;
  const replicas = poolReplicas(world, pool);
  const site = nodeOfSite(world, spec.primarySite);
  return {
    ...times(pool),
    id: pool.id,
    name: spec.name,
    pool_name: pool.poolName,
    pool_id: pool.id,
    pool_type: 'replicated',
    pool_role: 'data',
    pool_mode: 'normal',
    replicate_size: replicas.reduce((sum, { count }) => sum + count, 0),
    failure_domain_type: 'host',
    stretched: spec.stretched,
    primary_placement_node: { id: site.id },
    protection_domain: { id: 1, name: 'default' },
    block_volume_num: world.state.volumes.where((volume) => volume.poolId === pool.id).length,
    hidden: false,
    status: word(world, statusOf(world, replicas)),
    action_status: word(world, 'active'),
    samples: [sampleOf(world, pool, replicas)],
  };
}

function statusOf(world: World, replicas: readonly Replicas[]): string {
  if (!world.health.last() || replicas.every(({ healthy }) => !healthy)) return 'error';
  return replicas.every(({ healthy }) => healthy) ? 'active' : 'degraded';
}

/** Capacity in KiB, as one client sees it: replicas are not counted again. Volumes count as far as promised. */
function sampleOf(world: World, pool: Pool, replicas: readonly Replicas[]): Record<string, unknown> {
  const volumes = world.state.volumes.where((volume) => volume.poolId === pool.id);
  const used = Math.ceil(volumes.reduce((sum, volume) => sum + volume.size, 0) / 1024);
  const total = Math.floor(pool.spec.totalBytes / 1024);
  const healthyShare = replicas.filter(({ healthy }) => healthy).length / replicas.length;
  return {
    create: stamp(world.clock.now()),
    total_kbyte: total,
    used_kbyte: used,
    data_kbyte: used,
    actual_kbyte: used * pool.spec.replicasPerSite * replicas.length,
    error_kbyte: 0,
    used_percent: (100 * used) / total,
    healthy_percent: 100 * healthyShare,
    degraded_percent: 100 * (1 - healthyShare),
    unavailable_percent: 0,
  };
}
