import { ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import { decodeLun, type WireLun } from '../wire/lun.js';
import { decodeMappingGroup, type WireMappingGroup } from '../wire/mapping-group.js';
import type { XmsClient } from '../client/xms-client.js';
import type { Reader } from '../wire/reader.js';

export interface MappingPair {
  readonly accessPathId: number;
  readonly clientGroupId: number;
}

/** `/mapping-groups/` and `/luns/`. Never PATCH: that replaces the whole list, also what another controller added. */
export class MappingGroups {
  private readonly client: XmsClient;

  constructor(client: XmsClient) {
    this.client = client;
  }

  async ofPair(
    pair: MappingPair,
    signal: CancelSignal,
  ): Promise<Result<WireMappingGroup | undefined, Problem>> {
    const query = { access_path_id: pair.accessPathId, client_group_id: pair.clientGroupId };
    const groups = await this.list(query, signal);
    if (!groups.ok) return groups;
    return ok(
      groups.value.find(
        ({ accessPathId, clientGroupId }) =>
          (accessPathId ?? pair.accessPathId) === pair.accessPathId &&
          (clientGroupId ?? pair.clientGroupId) === pair.clientGroupId,
      ),
    );
  }

  list(
    query: Readonly<Record<string, number>>,
    signal: CancelSignal,
  ): Promise<Result<readonly WireMappingGroup[], Problem>> {
    const request = {
      path: '/mapping-groups/',
      query,
      key: 'mapping_groups',
      operation: 'list mapping groups',
    };
    return this.client.list(request, decodeMappingGroup, signal);
  }

  read(id: number, signal: CancelSignal): Promise<Result<WireMappingGroup, Problem>> {
    const request = { path: `/mapping-groups/${id}`, operation: `read mapping group ${id}` };
    return this.client.get(request, decodeReply, signal);
  }

  create(
    pair: MappingPair,
    volumeId: number,
    signal: CancelSignal,
  ): Promise<Result<WireMappingGroup, Problem>> {
    const { accessPathId: access_path_id, clientGroupId: client_group_id } = pair;
    const body = { mapping_group: { access_path_id, client_group_id, block_volume_ids: [volumeId] } };
    const operation = `map volume ${volumeId} in a new mapping group`;
    return this.client.change(
      'POST',
      { path: '/mapping-groups/', body, operation, decode: decodeReply },
      signal,
    );
  }

  add(id: number, volumeId: number, signal: CancelSignal): Promise<Result<WireMappingGroup, Problem>> {
    const request = { ...members(id, volumeId), operation: `map volume ${volumeId} in mapping group ${id}` };
    return this.client.change('POST', { ...request, decode: decodeReply }, signal);
  }

  /** Without `force`: what that does to a session in use is not documented. */
  remove(id: number, volumeId: number, signal: CancelSignal): Promise<Result<void, Problem>> {
    const request = {
      ...members(id, volumeId),
      operation: `unmap volume ${volumeId} in mapping group ${id}`,
    };
    return this.client.order('DELETE', request, signal);
  }

  luns(id: number, signal: CancelSignal): Promise<Result<readonly WireLun[], Problem>> {
    const query = { mapping_group_id: id };
    return this.client.list(
      { path: '/luns/', query, key: 'luns', operation: `list LUNs of mapping group ${id}` },
      decodeLun,
      signal,
    );
  }
}

const members = (id: number, volumeId: number) => ({
  path: `/mapping-groups/${id}/block-volumes`,
  body: { block_volume_ids: [volumeId] },
});

const decodeReply = (from: Reader): WireMappingGroup => decodeMappingGroup(from.object('mapping_group'));
