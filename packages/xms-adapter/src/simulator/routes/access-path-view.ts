import type { AccessPath, Target } from '../state/records.js';
import type { World } from '../world.js';
import { compact, hostLink, link, times, word } from './render.js';

export function renderAccessPath(world: World, path: AccessPath): Record<string, unknown> {
  const { state } = world;
  const mappings = state.mappingGroups.where((group) => group.accessPathId === path.id);
  const ids = new Set(mappings.map((group) => group.id));
  const volumes = state.luns.where((lun) => ids.has(lun.mappingGroupId)).map((lun) => lun.volumeId);
  return {
    ...times(path),
    id: path.id,
    name: path.name,
    type: path.type,
    description: path.description,
    iqn: path.iqn,
    chap: path.chap,
    tname: path.tname,
    tsecret: path.tsecret,
    hidden: false,
    status: word(world, statusOfPath(world, path)),
    action_status: word(world, 'active'),
    block_volume_num: new Set(volumes).size,
    client_group_num: new Set(mappings.map((group) => group.clientGroupId)).size,
    vip_group_num: state.vipGroups.where((group) => group.accessPathId === path.id).length,
    protection_domain: { id: 1, name: 'default' },
  };
}

/** `warning` while some of its gateways are out, `error` when all are. */
function statusOfPath(world: World, path: AccessPath): string {
  if (path.status !== 'active') return path.status;
  const targets = world.state.targets.where((target) => target.accessPathId === path.id);
  const working = targets.filter((target) => statusOfTarget(world, target) === 'active');
  if (working.length === targets.length) return 'active';
  return working.length > 0 ? 'warning' : 'error';
}

/** A gateway the monitors' majority has lost is an error of its targets. */
export function statusOfTarget(world: World, target: Target): string {
  if (target.status !== 'active') return target.status;
  const host = world.state.hosts.get(target.hostId);
  return host && world.health.isAbsent(host.spec.name) ? 'error' : 'active';
}

export function renderTarget(world: World, target: Target): Record<string, unknown> {
  const host = world.state.hosts.get(target.hostId)?.spec;
  const { gatewayAddress, targetPort } = world.switches();
  const later =
    gatewayAddress === 'target'
      ? { gateway_ips: host?.gateway?.ip, dc_name: `site-${host?.site ?? ''}` }
      : {};
  return compact({
    ...times(target),
    id: target.id,
    access_path: link(world.state.accessPaths.get(target.accessPathId)),
    host: hostLink(world, target.hostId),
    iqn: host?.gateway?.iqn,
    port: targetPort === 'tcp' ? host?.gateway?.port : 0,
    board: 0,
    status: word(world, statusOfTarget(world, target)),
    ...later,
  });
}
