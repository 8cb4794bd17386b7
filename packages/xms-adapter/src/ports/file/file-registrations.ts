import { failed, nodeGroupName, ok, sameAddress } from '@twinsite/domain';
import type { CancelSignal, ClientGroup, FileClient, FileNode, Problem, Result } from '@twinsite/domain';
import { refusedAsUnfit } from '../../client/refusal.js';
import {
  decodeFileClient,
  decodeFileClientGroup,
  type WireFileClient,
  type WireFileClientGroup,
} from '../../wire/file/fs-client.js';
import type { ArrayContext } from '../array-context.js';
import { listFiles } from './list-files.js';

/**
 * `/fs-clients/` and `/fs-client-groups/`. A client may be in several groups. Whether an array refuses a second client of one
 * address, or a second group of one name, is not documented: of several the oldest counts.
 */
export class FileRegistrations {
  private readonly array: ArrayContext;

  constructor(array: ArrayContext) {
    this.array = array;
  }

  async group(name: string, signal: CancelSignal): Promise<Result<ClientGroup | undefined, Problem>> {
    const groups = await this.groups(signal);
    if (!groups.ok) return groups;
    const row = oldest(groups.value.filter((group) => group.name === name));
    if (row === undefined) return ok(undefined);
    const clients = await this.clients({ fs_client_group_id: row.id }, signal);
    return clients.ok ? ok(toGroup(row, clients.value)) : clients;
  }

  async register(node: FileNode, signal: CancelSignal): Promise<Result<ClientGroup, Problem>> {
    const name = nodeGroupName(node);
    const existing = await this.group(name, signal);
    if (!existing.ok) return existing;
    if (existing.value !== undefined) return asNeeded(existing.value, node);
    const clients = await this.ensureClients(node, signal);
    if (!clients.ok) return clients;
    const made = await this.createGroup(name, clients.value, signal);
    if (!made.ok && !refusedAsUnfit(made.problem)) return made;
    const found = await this.group(name, signal);
    if (!found.ok) return found;
    if (found.value !== undefined) return asNeeded(found.value, node);
    return made.ok ? ok(toGroup(made.value, clients.value)) : made;
  }

  private async ensureClients(
    { addresses }: FileNode,
    signal: CancelSignal,
  ): Promise<Result<readonly WireFileClient[], Problem>> {
    const known = await this.clients({}, signal);
    if (!known.ok) return known;
    const clients: WireFileClient[] = [];
    for (const address of addresses) {
      const existing = clientAt(known.value, address);
      const client = existing === undefined ? await this.createClient(address, signal) : ok(existing);
      if (!client.ok) return client;
      clients.push(client.value);
    }
    return ok(clients);
  }

  /** Named after its address alone: it is nobody's in particular. */
  private async createClient(
    address: string,
    signal: CancelSignal,
  ): Promise<Result<WireFileClient, Problem>> {
    const name = `twinsite-${address.replaceAll(/[:.]/g, '-')}`;
    const request = {
      path: '/fs-clients/',
      body: { fs_client: { name, ip: address } },
      operation: `register the NFS client ${address}`,
      decode: (from: Parameters<typeof decodeFileClient>[0]) => decodeFileClient(from.object('fs_client')),
    };
    const created = await this.array.client.change('POST', request, signal);
    if (created.ok || !refusedAsUnfit(created.problem)) return created;
    const known = await this.clients({}, signal);
    if (!known.ok) return known;
    const existing = clientAt(known.value, address);
    return existing === undefined ? created : ok(existing);
  }

  private createGroup(
    name: string,
    clients: readonly WireFileClient[],
    signal: CancelSignal,
  ): Promise<Result<WireFileClientGroup, Problem>> {
    const group = { name, fs_client_ids: clients.map(({ id }) => id) };
    const request = {
      path: '/fs-client-groups/',
      body: { fs_client_group: group },
      operation: `register the NFS client group ${name}`,
      decode: (from: Parameters<typeof decodeFileClientGroup>[0]) =>
        decodeFileClientGroup(from.object('fs_client_group')),
    };
    return this.array.client.change('POST', request, signal);
  }

  private groups(signal: CancelSignal): Promise<Result<readonly WireFileClientGroup[], Problem>> {
    const request = {
      path: '/fs-client-groups/',
      key: 'fs_client_groups',
      operation: 'list NFS client groups',
    };
    return listFiles(this.array, request, decodeFileClientGroup, signal);
  }

  private clients(
    query: Readonly<Record<string, number>>,
    signal: CancelSignal,
  ): Promise<Result<readonly WireFileClient[], Problem>> {
    const request = { path: '/fs-clients/', query, key: 'fs_clients', operation: 'list NFS clients' };
    return listFiles(this.array, request, decodeFileClient, signal);
  }
}

const oldest = <Row extends { readonly id: number }>(rows: readonly Row[]): Row | undefined =>
  [...rows].sort((a, b) => a.id - b.id)[0];

const clientAt = (clients: readonly WireFileClient[], address: string): WireFileClient | undefined =>
  oldest(clients.filter(({ ip }) => sameAddress(ip, address)));

const toGroup = ({ id, name }: WireFileClientGroup, clients: readonly WireFileClient[]): ClientGroup => ({
  id: String(id),
  name,
  clients: clients.map((client): FileClient => ({ ...client, id: String(client.id) })),
});

/** The name tells the addresses, so that only a change by hand can make it another group. */
function asNeeded(group: ClientGroup, { addresses }: FileNode): Result<ClientGroup, Problem> {
  const has = group.clients.map(({ ip }) => ip);
  const isAmong = (address: string, others: readonly string[]): boolean =>
    others.some((other) => sameAddress(other, address));
  const fits =
    addresses.every((address) => isAmong(address, has)) && has.every((ip) => isAmong(ip, addresses));
  if (fits) return ok(group);
  const difference = `it has ${has.join(', ') || 'no clients'}, and the node ${addresses.join(', ')}`;
  return failed({ kind: 'client-group-differs', group: group.name, difference });
}
