import { all, ok, type BlockVolume, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { XmsClient } from '../client/xms-client.js';
import { decodeClient } from '../wire/client.js';
import { decodeClientGroup, type WireClientGroup } from '../wire/client-group.js';

/** A client group with its initiators. */
export interface HolderGroup {
  readonly id: number;
  readonly name: string;
  readonly codes: readonly string[];
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
  return all(await Promise.all(groups.value.map((group) => withCodes(client, group, signal))));
}

async function withCodes(
  client: XmsClient,
  group: WireClientGroup,
  signal: CancelSignal,
): Promise<Result<HolderGroup, Problem>> {
  const { id, name, codes } = group;
  if (codes !== undefined) return ok({ id, name, codes });
  const request = {
    path: '/clients/',
    query: { client_group_id: id },
    key: 'clients',
    operation: `list the initiators of client group ${name}`,
  };
  const clients = await client.list(request, decodeClient, signal);
  return clients.ok ? ok({ id, name, codes: clients.value.map(({ code }) => code) }) : clients;
}
