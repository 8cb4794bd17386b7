import { all, failed, ok, DEFAULT_ISCSI_PORT } from '@twinsite/domain';
import type { AccessTarget, CancelSignal, Problem, Result } from '@twinsite/domain';
import type { XmsClient } from '../client/xms-client.js';
import type { WireAccessPath } from '../wire/access-path.js';
import { decodeAddress, type WireAddress } from '../wire/network-address.js';
import { decodeVip, type WireVip } from '../wire/vip.js';
import { decodeVipGroup, type WireVipGroup } from '../wire/vip-group.js';
import { decodeVipInstance, type WireVipInstance } from '../wire/vip-instance.js';
import type { ArrayContext } from './array-context.js';
import type { FoundAccessPath } from './read-targets.js';

/**
 * The targets of an access path that is used through its VIPs: one per VIP, under the path's own IQN, whoever holds it
 * now (contract section 11). `/vip-groups/`, `/vips/`, `/vip-instances/` and `/network-addresses/`.
 */
export async function readVipTargets(
  { client, siteMap }: ArrayContext,
  { path, targets }: FoundAccessPath,
  signal: CancelSignal,
): Promise<Result<readonly AccessTarget[], Problem>> {
  if (path.iqn === '') return failed(malformed(client, path, 'it has VIPs but no IQN'));
  const groups = await readGroups(client, path, signal);
  if (!groups.ok) return groups;
  const [lists, addresses] = await Promise.all([
    Promise.all(groups.value.map((group) => readVips(client, group, signal))),
    readAllAddresses(client, signal),
  ]);
  const vips = all(lists);
  if (!vips.ok) return vips;
  if (!addresses.ok) return addresses;
  const port = targets.find((target) => target.port > 0 && target.port < 65_536)?.port ?? DEFAULT_ISCSI_PORT;
  const byId = new Map(addresses.value.map((address) => [address.id, address]));
  const complete = vips.value.flat().map(async (vip): Promise<Result<AccessTarget, Problem>> => {
    const holder = await readHolder(client, { vip, byId }, signal);
    if (!holder.ok) return holder;
    const { hostName = 'none known', hostAdminIp = '' } = holder.value ?? {};
    const site = siteMap.siteOf(hostName) ?? siteMap.siteOf(hostAdminIp);
    const portals = [{ address: vip.ip, port }];
    return ok({ iqn: path.iqn, gateway: hostName, site, portals, status: vip.status });
  });
  return all(await Promise.all(complete));
}

/** The word for "access path" is not documented: `AccessPath`, `access_path` and their like are taken. */
async function readGroups(
  client: XmsClient,
  path: WireAccessPath,
  signal: CancelSignal,
): Promise<Result<readonly WireVipGroup[], Problem>> {
  const operation = `list the VIP groups of access path ${path.name}`;
  const request = { path: '/vip-groups/', query: { resource_id: path.id }, key: 'vip_groups', operation };
  const groups = await client.list(request, decodeVipGroup, signal);
  if (!groups.ok) return groups;
  const own = groups.value.filter(
    ({ resourceId, resourceType }) =>
      resourceId === path.id && resourceType.toLowerCase().replaceAll(/[^a-z]/g, '') === 'accesspath',
  );
  if (own.length > 0) return ok(own);
  const seen = groups.value.map(({ resourceType }) => resourceType).join(', ') || 'none';
  const detail = `it counts ${path.vipGroupNum} VIP groups, the list has none of its own (resource types: ${seen})`;
  return failed(malformed(client, path, detail));
}

const readVips = (
  client: XmsClient,
  group: WireVipGroup,
  signal: CancelSignal,
): Promise<Result<readonly WireVip[], Problem>> =>
  client.list(
    { path: '/vips/', query: { vip_group_id: group.id }, key: 'vips', operation: 'list VIPs' },
    decodeVip,
    signal,
  );

const readAllAddresses = (
  client: XmsClient,
  signal: CancelSignal,
): Promise<Result<readonly WireAddress[], Problem>> =>
  client.list(
    { path: '/network-addresses/', key: 'network_addresses', operation: 'list the addresses of the hosts' },
    decodeAddress,
    signal,
  );

/** The address of the gateway that holds a VIP now; undefined when the array names none. */
async function readHolder(
  client: XmsClient,
  known: { readonly vip: WireVip; readonly byId: ReadonlyMap<number, WireAddress> },
  signal: CancelSignal,
): Promise<Result<WireAddress | undefined, Problem>> {
  const { id, currentInstanceId } = known.vip;
  if (currentInstanceId === undefined) return ok(undefined);
  const request = {
    path: '/vip-instances/',
    query: { vip_id: id },
    key: 'vip_instances',
    operation: `list the instances of VIP ${known.vip.ip}`,
  };
  const instances = await client.list<WireVipInstance>(request, decodeVipInstance, signal);
  if (!instances.ok) return instances;
  const current = instances.value.find((instance) => instance.id === currentInstanceId);
  return ok(known.byId.get(current?.addressId ?? 0));
}

const malformed = ({ array }: XmsClient, path: WireAccessPath, detail: string): Problem => ({
  kind: 'array-reply-malformed',
  array,
  operation: `read access path ${path.name}`,
  detail,
});
