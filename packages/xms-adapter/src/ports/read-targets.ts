import { all, ok, DEFAULT_ISCSI_PORT, failed } from '@twinsite/domain';
import type { AccessTarget, CancelSignal, Problem, Result, SiteMap } from '@twinsite/domain';
import type { XmsClient } from '../client/xms-client.js';
import type { WireAccessPath } from '../wire/access-path.js';
import { decodeHost, type WireHost } from '../wire/host.js';
import { decodeAddress, type WireAddress } from '../wire/network-address.js';
import { decodeTarget, type WireTarget } from '../wire/target.js';
import type { ArrayContext } from './array-context.js';
import { gatewayAddresses, namedByHost, namedByTarget, type AddressSources } from './gateway-addresses.js';

export function readTargets(
  client: XmsClient,
  query: Readonly<Record<string, number>>,
  signal: CancelSignal,
): Promise<Result<readonly WireTarget[], Problem>> {
  return client.list(
    { path: '/targets/', query, key: 'targets', operation: 'list targets' },
    decodeTarget,
    signal,
  );
}

export function readHosts(
  client: XmsClient,
  signal: CancelSignal,
): Promise<Result<readonly WireHost[], Problem>> {
  return client.list({ path: '/hosts/', key: 'hosts', operation: 'list hosts' }, decodeHost, signal);
}

export interface FoundAccessPath {
  readonly path: WireAccessPath;
  readonly targets: readonly WireTarget[];
  /** Read when missing and needed. */
  readonly hosts?: readonly WireHost[];
}

/** Every target with its portals, whatever its status. Hosts and addresses are only read when they are needed. */
export async function withPortals(
  { client, siteMap }: ArrayContext,
  found: FoundAccessPath,
  signal: CancelSignal,
): Promise<Result<readonly AccessTarget[], Problem>> {
  const { path, targets } = found;
  const needed = found.hosts === undefined && targets.some((target) => !namedByTarget(target));
  const hosts = needed ? await readHosts(client, signal) : ok(found.hosts ?? []);
  if (!hosts.ok) return hosts;
  const byId = new Map(hosts.value.map((host) => [host.id, host]));
  const sources = await Promise.all(
    targets.map((target) => addressSources(client, { target, byId }, signal)),
  );
  const known = all(sources);
  if (!known.ok) return known;
  return all(known.value.map((source) => toAccessTarget({ array: client.array, path, siteMap }, source)));
}

export async function addressSources(
  client: XmsClient,
  { target, byId }: { readonly target: WireTarget; readonly byId: ReadonlyMap<number, WireHost> },
  signal: CancelSignal,
): Promise<Result<AddressSources, Problem>> {
  const host = byId.get(target.hostId);
  if (namedByTarget(target) || namedByHost(host)) return ok({ target, host, addresses: undefined });
  const addresses = await readAddresses(client, target, signal);
  return addresses.ok ? ok({ target, host, addresses: addresses.value }) : addresses;
}

function readAddresses(
  client: XmsClient,
  target: WireTarget,
  signal: CancelSignal,
): Promise<Result<readonly WireAddress[], Problem>> {
  const request = {
    path: '/network-addresses/',
    query: { host_id: target.hostId },
    key: 'network_addresses',
    operation: `list the addresses of gateway ${target.hostName}`,
  };
  return client.list(request, decodeAddress, signal);
}

function toAccessTarget(
  at: { readonly array: string; readonly path: WireAccessPath; readonly siteMap: SiteMap },
  sources: AddressSources,
): Result<AccessTarget, Problem> {
  const { target } = sources;
  const iqn = target.iqn === '' ? at.path.iqn : target.iqn;
  if (iqn === '') {
    const detail = `target ${target.id} and access path ${at.path.name} both have no IQN`;
    return failed({ kind: 'array-reply-malformed', array: at.array, operation: 'list targets', detail });
  }
  return ok({ iqn, ...placeOf(sources, at.siteMap), status: target.status });
}

export function placeOf(sources: AddressSources, siteMap: SiteMap) {
  const { target, host } = sources;
  const gateway = target.hostName === '' ? (host?.name ?? `host ${target.hostId}`) : target.hostName;
  // Whether `port` is the TCP port is not documented: outside its range, or 0, it says nothing.
  const port = target.port > 0 && target.port < 65_536 ? target.port : DEFAULT_ISCSI_PORT;
  const portals = gatewayAddresses(sources).map((address) => ({ address, port }));
  return { gateway, site: siteMap.siteOf(gateway) ?? siteMap.siteOf(target.hostAdminIp), portals };
}
