import { all, ok } from '@twinsite/domain';
import type { BlockVolume, CancelSignal, Holder, Problem, Result } from '@twinsite/domain';
import type { XmsClient } from '../client/xms-client.js';
import { decodeClient } from '../wire/client.js';
import { decodeClientGroup, type WireClientGroup } from '../wire/client-group.js';
import { nodeIdOf } from './client-group-note.js';

/** A client group with its initiators. */
export interface HolderGroup extends Holder {
  readonly id: number;
}

/** The client groups that have the volume mapped (`/client-groups/?block_volume_id=`). */
export async function readHolders(
  client: XmsClient,
  volume: BlockVolume,
  signal: CancelSignal,
): Promise<Result<readonly HolderGroup[], Problem>> {
  const request = {
    path: '/client-groups/',
    query: { block_volume_id: volume.id },
    key: 'client_groups',
    operation: `list who has volume ${volume.name} mapped`,
  };
  const groups = await client.list(request, decodeClientGroup, signal);
  if (!groups.ok) return groups;
  return all(await Promise.all(groups.value.map((group) => toHolder(client, group, signal))));
}

/** Asks for the initiators when the group does not name them. */
export async function toHolder(
  client: XmsClient,
  group: WireClientGroup,
  signal: CancelSignal,
): Promise<Result<HolderGroup, Problem>> {
  const codes = group.codes === undefined ? await readCodes(client, group, signal) : ok(group.codes);
  if (!codes.ok) return codes;
  const { id, name, description } = group;
  const iqns = codes.value;
  return ok({ id, client: name, iqns, nodeId: nodeIdOf({ description, codes: iqns }) });
}

async function readCodes(
  client: XmsClient,
  { id, name }: WireClientGroup,
  signal: CancelSignal,
): Promise<Result<readonly string[], Problem>> {
  const request = {
    path: '/clients/',
    query: { client_group_id: id },
    key: 'clients',
    operation: `list the initiators of client group ${name}`,
  };
  const clients = await client.list(request, decodeClient, signal);
  return clients.ok ? ok(clients.value.map(({ code }) => code)) : clients;
}
