import type { AccessPath, AccessTarget } from '../attachment/access-path.js';
import { assessQuorum, type Quorum } from './quorum.js';
import type { PoolReading, SiteReading } from './site-observer.port.js';

export interface Finding {
  readonly level: 'warning' | 'problem';
  /** What was seen, as a sentence with its evidence. */
  readonly text: string;
  readonly remedy: string;
}

export interface SiteAssessment {
  readonly quorum: Quorum;
  /** healthy: nothing to do; degraded: data is served, protection is reduced; failed: data may not be served. */
  readonly health: 'healthy' | 'degraded' | 'failed';
  readonly findings: readonly Finding[];
}

/** What a reading means for an operator. Pure. */
export function assessSites(reading: SiteReading): SiteAssessment {
  const quorum = assessQuorum(reading.monitors);
  const findings = [
    ...quorumFindings(quorum),
    ...hostFindings(reading),
    ...reading.pools.flatMap(poolFindings),
    ...reading.accessPaths.flatMap(accessPathFindings),
  ];
  const failed = findings.some(({ level }) => level === 'problem');
  return { quorum, findings, health: failed ? 'failed' : findings.length > 0 ? 'degraded' : 'healthy' };
}

function quorumFindings(quorum: Quorum): readonly Finding[] {
  const remedy = 'bring the missing monitors back before anything else fails';
  if (quorum.kind === 'lost') {
    return [
      {
        level: 'problem',
        text: `monitor quorum lost: ${quorum.up} of ${quorum.total} up; no site serves I/O`,
        remedy,
      },
    ];
  }
  if (quorum.kind === 'unknown') {
    return [
      { level: 'problem', text: `monitor quorum unknown: ${quorum.up} of ${quorum.total} seen up`, remedy },
    ];
  }
  if (quorum.up === quorum.total) return [];
  return [
    {
      level: 'warning',
      text: `${quorum.up} of ${quorum.total} monitors are up; ${quorum.spare} more may fail`,
      remedy,
    },
  ];
}

function hostFindings(reading: SiteReading): readonly Finding[] {
  return reading.hosts.flatMap((host): Finding[] => {
    if (host.site === undefined) {
      const text = `host ${host.name} stands at no site of the site map`;
      return [{ level: 'warning', text, remedy: `add ${host.name} to the site map` }];
    }
    if (host.up) return [];
    const text = `host ${host.name} (site ${host.site}) is down: ${host.status}`;
    return [{ level: 'warning', text, remedy: 'check power and network of the host' }];
  });
}

function poolFindings(pool: PoolReading): readonly Finding[] {
  const sites = new Set(pool.replicas.filter(({ count }) => count > 0).map(({ site }) => site));
  const oneSided = pool.stretched && pool.replicas.length > 0 && !(sites.has('a') && sites.has('b'));
  const placement: Finding = {
    level: 'problem',
    text: `pool ${pool.name} is stretched but does not keep replicas at both sites`,
    remedy: 'correct the placement rule of the pool',
  };
  const status: Finding = {
    level: pool.status === 'error' ? 'problem' : 'warning',
    text: `pool ${pool.name} has status ${pool.status}`,
    remedy: 'wait for recovery; check the hosts of its sites',
  };
  const settled = pool.status === 'active' || pool.status === 'healthy';
  return [...(oneSided ? [placement] : []), ...(settled ? [] : [status])];
}

function accessPathFindings(accessPath: AccessPath): readonly Finding[] {
  const floats = accessPath.mode === 'vip';
  const live = accessPath.targets.filter(({ status }) => status === 'active' || status === 'healthy');
  const dark = accessPath.targets.filter((target) => !live.includes(target));
  const sites = new Set(accessPath.targets.map(({ site }) => site));
  const findings: Finding[] = dark.map((target) => ({
    level: 'warning',
    text: `${floats ? vipName(target) : `gateway ${target.gateway}`} (site ${target.site ?? 'unknown'}) of access path ${accessPath.name} is ${target.status}`,
    remedy: 'check the gateway host',
  }));
  if (live.length === 0) {
    findings.unshift({
      level: 'problem',
      text: `access path ${accessPath.name} has no active ${floats ? 'VIP' : 'gateway'}`,
      remedy: 'check its gateways',
    });
  }
  // A VIP moves: where it is now says nothing about where it can go.
  if (!floats && !(sites.has('a') && sites.has('b'))) {
    const text = `access path ${accessPath.name} does not have gateways at both sites`;
    findings.push({ level: 'warning', text, remedy: 'add a gateway of the other site to the access path' });
  }
  return findings;
}

const vipName = ({ portals, gateway }: AccessTarget): string =>
  `VIP ${portals.map(({ address }) => address).join(', ')}, last held by ${gateway},`;
