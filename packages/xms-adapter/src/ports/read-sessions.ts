import {
  ok,
  type CancelSignal,
  type GatewayWord,
  type GrantRequest,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { decodeClientLunMapping, type WireClientLunMapping } from '../wire/client-lun-mapping.js';
import type { WireHost } from '../wire/host.js';
import { settledBy } from '../wire/settled.js';
import type { WireTarget } from '../wire/target.js';
import type { ArrayContext } from './array-context.js';
import { MappingGroups } from './mapping-groups.js';
import { readHosts, readTargets } from './read-targets.js';
import { Registrations } from './registrations.js';

/**
 * What the array says of a node's sessions, gateway by gateway: `session_status` of `/client-lun-mappings/`, the
 * status of the targets, and whether their hosts are up. Nothing is taken from memory here but the registration.
 */
export async function readSessions(
  array: ArrayContext,
  request: GrantRequest,
  signal: CancelSignal,
): Promise<Result<readonly GatewayWord[], Problem>> {
  const [targets, hosts, mappings] = await Promise.all([
    readTargets(array.client, { access_path_id: Number(request.accessPath.id) }, signal),
    readHosts(array.client, signal),
    mappingsOf(array, request, signal),
  ]);
  if (!targets.ok) return targets;
  if (!hosts.ok) return hosts;
  if (!mappings.ok) return mappings;
  const byId = new Map(hosts.value.map((host) => [host.id, host]));
  return ok(targets.value.map((target) => toWord(target, byId.get(target.hostId), mappings.value)));
}

async function mappingsOf(
  array: ArrayContext,
  { node, accessPath }: GrantRequest,
  signal: CancelSignal,
): Promise<Result<readonly WireClientLunMapping[], Problem>> {
  const registered = await new Registrations(array).find(node.iqn, signal);
  if (!registered.ok || registered.value === undefined) return registered.ok ? ok([]) : registered;
  const pair = { accessPathId: Number(accessPath.id), clientGroupId: registered.value.groupId };
  const group = await new MappingGroups(array.client).ofPair(pair, signal);
  if (!group.ok || group.value === undefined) return group.ok ? ok([]) : group;
  const request = {
    path: '/client-lun-mappings/',
    query: { mapping_group_id: group.value.id },
    key: 'client_lun_mappings',
    operation: `list the sessions of node ${node.name}`,
  };
  const rows = await array.client.list(request, decodeClientLunMapping, signal);
  return rows.ok ? ok(rows.value.filter(({ code }) => code.toLowerCase() === node.iqn)) : rows;
}

function toWord(
  target: WireTarget,
  host: WireHost | undefined,
  mappings: readonly WireClientLunMapping[],
): GatewayWord {
  const words = mappings
    .filter(({ hostId }) => hostId === target.hostId)
    .map(({ sessionStatus }) => sessionStatus);
  const hostGone = host !== undefined && (host.up === false || host.status === 'offline');
  const serving = settledBy(target.status) === 'done' || target.status === 'warning';
  return {
    gateway: target.hostName === '' ? (host?.name ?? `host ${target.hostId}`) : target.hostName,
    session: sessionBy(words),
    answers: serving && !hostGone,
    hostGone,
  };
}

const LOGGED_IN = new Set(['active', 'online', 'connected', 'established', 'logged_in', 'logged-in']);
const NONE = new Set(['inactive', 'disconnected', 'none', 'logged_out', 'logged-out']);

/** The words are not documented: any that is not known, or no row at all, says nothing. */
export function sessionBy(words: readonly string[]): GatewayWord['session'] {
  if (words.some((word) => LOGGED_IN.has(word))) return 'logged-in';
  return words.length > 0 && words.every((word) => NONE.has(word)) ? 'none' : 'unknown';
}
