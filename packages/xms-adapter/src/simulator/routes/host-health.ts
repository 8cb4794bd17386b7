import type { HostSpec } from '../topology/topology.js';
import type { World } from '../world.js';

/**
 * What the array can know of a host: a gateway by its lease, a monitor by its vote, any other host by the
 * monitors of its site. Nothing is known, and nothing called down, while no majority answers.
 */
export function isHostUp(world: World, host: HostSpec): boolean {
  const health = world.health.last();
  if (!health) return true;
  const gateway = health.gateways.find((entry) => entry.name === host.name);
  if (gateway) return gateway.alive;
  const neighbours = world.topology.hosts
    .filter((other) => other.site === host.site)
    .map((other) => other.name);
  const names = host.roles.includes('monitor') ? [host.name] : neighbours;
  const votes = health.monitors.filter((monitor) => names.includes(monitor.name));
  return votes.length === 0 || votes.some((monitor) => monitor.inQuorum);
}
