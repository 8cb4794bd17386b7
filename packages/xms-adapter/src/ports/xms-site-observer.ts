import { all, ok } from '@twinsite/domain';
import type { AccessPath, CancelSignal, HostReading, Monitor, Problem, Result } from '@twinsite/domain';
import type { SiteMap, SiteObserver, SiteReading } from '@twinsite/domain';
import type { WireHost } from '../wire/host.js';
import { decodeService, type WireService } from '../wire/service.js';
import { settledBy } from '../wire/settled.js';
import type { ArrayContext } from './array-context.js';
import { completeAccessPath } from './complete-access-path.js';
import { readPoolsBySite } from './read-pools-by-site.js';
import { readHosts, readTargets } from './read-targets.js';
import { readAccessPaths } from './xms-access-paths.js';

/** One reading of both sites, everything asked anew and at once. */
export class XmsSiteObserver implements SiteObserver {
  private readonly array: ArrayContext;

  constructor(array: ArrayContext) {
    this.array = array;
  }

  async read(signal: CancelSignal): Promise<Result<SiteReading, Problem>> {
    const { client, siteMap } = this.array;
    const [version, hosts, services, pools] = await Promise.all([
      client.getFrom(VERSION, (from) => from.text('version'), signal),
      readHosts(client, signal),
      client.list(MONITORS, decodeService, signal),
      readPoolsBySite(this.array, signal),
    ]);
    if (!version.ok) return version;
    if (!hosts.ok) return hosts;
    if (!services.ok) return services;
    if (!pools.ok) return pools;
    const accessPaths = await this.readAccessPaths(hosts.value, signal);
    if (!accessPaths.ok) return accessPaths;
    return ok({
      array: client.array,
      version: version.value.value,
      manager: version.value.manager,
      hosts: hosts.value.map((host) => toHost(host, siteMap)),
      monitors: services.value
        .filter(({ type }) => type === 'mon')
        .map((service) => toMonitor(service, siteMap)),
      pools: pools.value,
      accessPaths: accessPaths.value,
    });
  }

  private async readAccessPaths(
    hosts: readonly WireHost[],
    signal: CancelSignal,
  ): Promise<Result<readonly AccessPath[], Problem>> {
    const { client } = this.array;
    const [paths, targets] = await Promise.all([
      readAccessPaths(client, signal),
      readTargets(client, {}, signal),
    ]);
    if (!paths.ok) return paths;
    if (!targets.ok) return targets;
    const complete = paths.value.map((path) => {
      const own = targets.value.filter(({ accessPathId }) => accessPathId === path.id);
      return completeAccessPath(this.array, { path, targets: own, hosts }, signal);
    });
    return all(await Promise.all(complete));
  }
}

const VERSION = { path: '/version/', operation: 'read the version' };
const MONITORS = { path: '/services/', query: { type: 'mon' }, key: 'services', operation: 'list monitors' };

const placed = (siteMap: SiteMap, { name, adminIp }: WireHost) =>
  siteMap.siteOf(name) ?? siteMap.siteOf(adminIp);

function toHost(host: WireHost, siteMap: SiteMap): HostReading {
  return {
    name: host.name,
    site: placed(siteMap, host),
    roles: host.roles.split(/[\s,]+/).filter((role) => role !== ''),
    status: host.status,
    up: host.up ?? (host.status !== 'offline' && host.status !== 'error'),
  };
}

/** `up` and `status` may each be missing; when they contradict each other nothing is known. */
function toMonitor({ host, status, up }: WireService, siteMap: SiteMap): Monitor {
  const bySays = status === '' ? undefined : settledBy(status) === 'done';
  const words = [up, bySays].filter((word) => word !== undefined);
  const state = words.length === 0 || new Set(words).size > 1 ? 'unknown' : words[0] === true ? 'up' : 'down';
  return { host, site: siteMap.siteOf(host), state };
}
