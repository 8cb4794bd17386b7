import { ok, sameAddress } from '@twinsite/domain';
import type { CancelSignal, FileNode, GatewayGroup, GatewayWord, Problem, Result } from '@twinsite/domain';
import { boundedAll } from '../../client/bounded.js';
import { refusedWith } from '../../client/refusal.js';
import { decodeConnection, type WireConnection } from '../../wire/file/fs-client.js';
import type { WireFileGateway } from '../../wire/file/fs-gateway.js';
import { decodeShare } from '../../wire/file/fs-share.js';
import type { WireHost } from '../../wire/host.js';
import { settledBy } from '../../wire/settled.js';
import type { ArrayContext } from '../array-context.js';
import { readHosts } from '../read-targets.js';
import { listFiles } from './list-files.js';
import { hostOf, listFileGateways } from './xms-file-folders.js';

export interface ConnectionsAsked {
  readonly node: FileNode;
  readonly gatewayGroup: GatewayGroup;
}

/**
 * What the array says of a node's NFS connections, gateway by gateway: `/fs-nfs-connections/`, the status of the gateways, and
 * whether their hosts are up. Nothing is taken from memory.
 */
export async function readConnections(
  array: ArrayContext,
  { node, gatewayGroup }: ConnectionsAsked,
  signal: CancelSignal,
): Promise<Result<readonly GatewayWord[], Problem>> {
  const groupId = Number(gatewayGroup.id);
  const [gateways, hosts, connections] = await Promise.all([
    listFileGateways(array, { fs_gateway_group_id: groupId }, signal),
    readHosts(array.client, signal),
    listConnections(array, groupId, signal),
  ]);
  if (!gateways.ok) return gateways;
  if (!hosts.ok) return hosts;
  if (!connections.ok) return connections;
  const isConnected = connections.value.some(({ clientIp }) =>
    node.addresses.some((address) => sameAddress(address, clientIp)),
  );
  const holders = gateways.value.filter(({ vip }) => sameAddress(vip, gatewayGroup.vip));
  const place = { isConnected, holder: holders.length === 1 ? holders[0] : undefined };
  const byId = new Map(hosts.value.map((host) => [host.id, host]));
  return ok(gateways.value.map((gateway) => toWord(gateway, byId.get(gateway.hostId), place)));
}

interface Place {
  readonly isConnected: boolean;
  /** The one gateway that holds the VIP, when the array names one. */
  readonly holder: WireFileGateway | undefined;
}

function toWord(gateway: WireFileGateway, host: WireHost | undefined, place: Place): GatewayWord {
  const hostGone = host !== undefined && (host.up === false || host.status === 'offline');
  const serving = settledBy(gateway.status) === 'done' || gateway.status === 'warning';
  const answers = serving && !hostGone;
  return { gateway: hostOf(gateway), session: sessionAt(gateway, answers, place), answers, hostGone };
}

/** A row does not tell its gateway: clients come through the VIP. What a silent gateway has is in no list. */
function sessionAt(
  { id }: WireFileGateway,
  answers: boolean,
  { isConnected, holder }: Place,
): GatewayWord['session'] {
  if (isConnected && (holder === undefined || holder.id === id)) return 'logged-in';
  return answers ? 'none' : 'unknown';
}

/** Of all shares, or share by share where the array wants to be asked so. */
async function listConnections(
  array: ArrayContext,
  groupId: number,
  signal: CancelSignal,
): Promise<Result<readonly WireConnection[], Problem>> {
  const ask = (query: Readonly<Record<string, number>>) => {
    const operation = 'list NFS connections';
    const request = { path: '/fs-nfs-connections/', query, key: 'fs_nfs_connections', operation };
    return listFiles(array, request, decodeConnection, signal);
  };
  const whole = await ask({});
  if (whole.ok || !refusedWith(whole.problem, 400)) return whole;
  const request = {
    path: '/fs-nfs-shares/',
    query: { fs_gateway_group_id: groupId },
    key: 'fs_nfs_shares',
    operation: 'list NFS shares',
  };
  const shares = await listFiles(array, request, decodeShare, signal);
  if (!shares.ok) return shares;
  const lists = await boundedAll(shares.value, LANES, ({ id }) => ask({ fs_nfs_share_id: id }));
  return lists.ok ? ok(lists.value.flat()) : lists;
}

const LANES = 8;
