import type { Site } from './topology/topology.js';
import type { World } from './world.js';

/**
 * True when a majority exists and none of the site's monitors is in it. Without a majority nobody is
 * outvoted; a site without monitors is never.
 */
export async function isSiteOutvoted(world: World, site: Site): Promise<boolean> {
  const health = await world.health.read(new AbortController().signal);
  const hosts = world.topology.hosts.filter((host) => host.site === site).map((host) => host.name);
  const votes = health?.monitors.filter((monitor) => hosts.includes(monitor.name)) ?? [];
  return votes.length > 0 && votes.every((monitor) => !monitor.inQuorum);
}
