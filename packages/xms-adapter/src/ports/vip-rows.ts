import { all, ok } from '@twinsite/domain';
import type { CancelSignal, Problem, Result } from '@twinsite/domain';
import type { XmsClient } from '../client/xms-client.js';
import type { WireAccessPath } from '../wire/access-path.js';
import { decodeAddress, type WireAddress } from '../wire/network-address.js';
import { decodeVip, type WireVip } from '../wire/vip.js';
import { decodeVipGroup, type WireVipGroup } from '../wire/vip-group.js';
import { decodeVipInstance, type WireVipInstance } from '../wire/vip-instance.js';

/** A VIP with the addresses of its gateways; undefined where the array names none. */
export interface VipRow {
  readonly group: WireVipGroup;
  readonly vip: WireVip;
  readonly holder: WireAddress | undefined;
  readonly byDefault: WireAddress | undefined;
}

export interface VipRows {
  readonly groups: readonly WireVipGroup[];
  readonly vips: readonly VipRow[];
  /** Resource types of groups with the path's id, as the array words them. */
  readonly resourceTypes: readonly string[];
}

/** `/vip-groups/`, and where there are any `/vips/`, `/vip-instances/` and `/network-addresses/` (contract section 11). */
export async function readVipRows(
  client: XmsClient,
  path: Pick<WireAccessPath, 'id' | 'name'>,
  signal: CancelSignal,
): Promise<Result<VipRows, Problem>> {
  const listed = await readGroups(client, path, signal);
  if (!listed.ok) return listed;
  const resourceTypes = listed.value.map(({ resourceType }) => resourceType);
  const groups = listed.value.filter((group) => isOfPath(group, path.id));
  if (groups.length === 0) return ok({ groups, vips: [], resourceTypes });
  const [lists, addresses] = await Promise.all([
    Promise.all(groups.map((group) => readVips(client, group, signal))),
    readNetworkAddresses(client, signal),
  ]);
  const vips = all(lists);
  if (!vips.ok) return vips;
  if (!addresses.ok) return addresses;
  const byId = new Map(addresses.value.map((address) => [address.id, address]));
  const rows = vips.value.flat().map((row) => withGateways(client, { ...row, byId }, signal));
  const complete = all(await Promise.all(rows));
  return complete.ok ? ok({ groups, vips: complete.value, resourceTypes }) : complete;
}

export const readNetworkAddresses = (
  client: XmsClient,
  signal: CancelSignal,
): Promise<Result<readonly WireAddress[], Problem>> =>
  client.list(
    { path: '/network-addresses/', key: 'network_addresses', operation: 'list the addresses of the hosts' },
    decodeAddress,
    signal,
  );

/** The word for "access path" is not documented: `AccessPath`, `access_path` and their like are taken. */
const isOfPath = ({ resourceId, resourceType }: WireVipGroup, pathId: number): boolean =>
  resourceId === pathId && resourceType.toLowerCase().replaceAll(/[^a-z]/g, '') === 'accesspath';

function readGroups(
  client: XmsClient,
  path: Pick<WireAccessPath, 'id' | 'name'>,
  signal: CancelSignal,
): Promise<Result<readonly WireVipGroup[], Problem>> {
  const operation = `list the VIP groups of access path ${path.name}`;
  const request = { path: '/vip-groups/', query: { resource_id: path.id }, key: 'vip_groups', operation };
  return client.list(request, decodeVipGroup, signal);
}

async function readVips(
  client: XmsClient,
  group: WireVipGroup,
  signal: CancelSignal,
): Promise<Result<readonly Pick<VipRow, 'group' | 'vip'>[], Problem>> {
  const query = { vip_group_id: group.id };
  const request = { path: '/vips/', query, key: 'vips', operation: 'list VIPs' };
  const vips = await client.list(request, decodeVip, signal);
  return vips.ok ? ok(vips.value.map((vip) => ({ group, vip }))) : vips;
}

async function withGateways(
  client: XmsClient,
  { group, vip, byId }: Pick<VipRow, 'group' | 'vip'> & { readonly byId: ReadonlyMap<number, WireAddress> },
  signal: CancelSignal,
): Promise<Result<VipRow, Problem>> {
  const { id, ip, currentInstanceId, defaultInstanceId } = vip;
  const isPlaced = currentInstanceId !== undefined || defaultInstanceId !== undefined;
  const operation = `list the instances of VIP ${ip}`;
  const request = { path: '/vip-instances/', query: { vip_id: id }, key: 'vip_instances', operation };
  const instances = isPlaced
    ? await client.list<WireVipInstance>(request, decodeVipInstance, signal)
    : ok<readonly WireVipInstance[]>([]);
  if (!instances.ok) return instances;
  const addressOf = (instanceId: number | undefined): WireAddress | undefined =>
    byId.get(instances.value.find((instance) => instance.id === instanceId)?.addressId ?? 0);
  return ok({ group, vip, holder: addressOf(currentInstanceId), byDefault: addressOf(defaultInstanceId) });
}
