import { ApiFault } from '../http/api-fault.js';
import { admitToVips } from '../state/vip-instances.js';
import type { Target } from '../state/records.js';
import type { World } from '../world.js';

export function refuseNoGateway(world: World, hostId: number): void {
  const host = world.state.hosts.get(hostId);
  if (!host) throw new ApiFault(400, `host ${hostId} not found`);
  if (!host.spec.gateway) throw new ApiFault(400, `host ${host.spec.name} has no role block_storage_gateway`);
}

/** Everything mapped through the path appears on the new gateway as well before the target is active. */
export function addTarget(world: World, accessPathId: number, hostId: number): Target {
  const now = world.clock.now();
  const target = world.state.targets.insert((id) => {
    return { id, createdAt: now, updatedAt: now, accessPathId, hostId, status: 'creating' };
  });
  admitToVips(world.state, accessPathId, hostId);
  const gateway = world.state.hosts.get(hostId)?.spec.name ?? '';
  void world.jobs.start({
    kind: 'target',
    id: target.id,
    work: (signal) => world.exporter.reached([gateway], signal),
    settle: (outcome) => {
      target.status = outcome === 'done' ? 'active' : 'error';
    },
  });
  return target;
}
