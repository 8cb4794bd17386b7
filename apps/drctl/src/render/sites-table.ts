import { formatPortal, type Finding, type SiteAssessment, type SiteReading } from '@twinsite/domain';
import { columns } from './columns.js';

const siteName = (site: string | undefined): string => site ?? '?';

/** What `drctl sites` prints for one array: the verdict first, then hosts, pools and access paths by site. */
export function sitesTable(reading: SiteReading, assessment: SiteAssessment): string {
  const { quorum, health } = assessment;
  return [
    `array ${reading.array}: ${health.toUpperCase()} (quorum ${quorum.kind}, ${quorum.up} of ${quorum.total} monitors up)\n${reading.version}, answered by ${reading.manager}`,
    hosts(reading),
    pools(reading),
    accessPaths(reading),
    ...findings(assessment.findings),
  ].join('\n\n');
}

function hosts({ hosts: all, monitors }: SiteReading): string {
  const monitorAt = new Map(monitors.map(({ host, state }) => [host, state]));
  const bySite = [...all].sort(
    (a, b) => siteName(a.site).localeCompare(siteName(b.site)) || a.name.localeCompare(b.name),
  );
  const rows = bySite.map(({ name, site, roles, status, up }) => [
    siteName(site),
    name,
    up ? 'up' : 'DOWN',
    status,
    monitorAt.get(name) ?? '-',
    roles.join(','),
  ]);
  return columns(['SITE', 'HOST', 'STATE', 'STATUS', 'MONITOR', 'ROLES'], rows);
}

function pools({ pools: all }: SiteReading): string {
  const rows = all.map(({ name, status, stretched, replicas }) => [
    name,
    status,
    stretched ? 'yes' : 'no',
    replicas.map(({ place, site, count }) => `${count} at ${siteName(site)} (${place})`).join(', ') ||
      'not told',
  ]);
  return columns(['POOL', 'STATUS', 'STRETCHED', 'REPLICAS'], rows);
}

function accessPaths({ accessPaths: all }: SiteReading): string {
  const rows = all.flatMap(({ name, targets }) =>
    targets.map(({ gateway, site, status, portals }) => [
      name,
      siteName(site),
      gateway,
      status,
      portals.map(formatPortal).join(', ') || 'no address',
    ]),
  );
  return columns(['ACCESS PATH', 'SITE', 'GATEWAY', 'STATUS', 'PORTALS'], rows);
}

function findings(all: readonly Finding[]): readonly string[] {
  return all.length === 0
    ? []
    : [all.map(({ level, text, remedy }) => `${level}: ${text}\n  -> ${remedy}`).join('\n')];
}
