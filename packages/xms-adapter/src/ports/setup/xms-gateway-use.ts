import { ok, type ArrayAccessPath, type CancelSignal, type GatewayUse } from '@twinsite/domain';
import type { Problem, Result } from '@twinsite/domain';
import { boundedAll } from '../../client/bounded.js';
import { decodeClientLunMapping, type WireClientLunMapping } from '../../wire/client-lun-mapping.js';
import type { WireMappingGroup } from '../../wire/mapping-group.js';
import type { ArrayContext } from '../array-context.js';
import { MappingGroups } from '../mapping-groups.js';
import { sessionBy } from '../read-sessions.js';
import { readTargets } from '../read-targets.js';

type Clients = readonly string[] | 'unknown';

const AT_ONCE = 8;

/** `session_status` of `/client-lun-mappings/` of every mapping group of the path, also of other clusters. */
export class XmsGatewayUse implements GatewayUse {
  private readonly array: ArrayContext;
  private readonly groups: MappingGroups;

  constructor(array: ArrayContext) {
    this.array = array;
    this.groups = new MappingGroups(array.client);
  }

  async clientsThrough(
    path: ArrayAccessPath,
    gateway: string,
    signal: CancelSignal,
  ): Promise<Result<Clients, Problem>> {
    const access_path_id = Number(path.id);
    const targets = await readTargets(this.array.client, { access_path_id }, signal);
    if (!targets.ok) return targets;
    const target = targets.value.find(({ hostName }) => hostName === gateway);
    if (target === undefined) return ok([]);
    const groups = await this.groups.list({ access_path_id }, signal);
    if (!groups.ok) return groups;
    const own = groups.value.filter((group) => (group.accessPathId ?? access_path_id) === access_path_id);
    const each = await boundedAll(own, AT_ONCE, (group) => this.clientsOf(group, target.hostId, signal));
    if (!each.ok) return each;
    if (each.value.includes('unknown')) return ok('unknown');
    return ok([...new Set(each.value.flat())].sort());
  }

  /** Volumes without a row for this gateway, or a word that is not known, say nothing. */
  private async clientsOf(
    { id, clientGroupName = '' }: WireMappingGroup,
    hostId: number,
    signal: CancelSignal,
  ): Promise<Result<Clients, Problem>> {
    const rows = await this.mappings(id, signal);
    if (!rows.ok) return rows;
    const here = rows.value.filter((row) => row.hostId === hostId);
    if (here.length === 0) {
      const luns = await this.groups.luns(id, signal);
      if (!luns.ok) return luns;
      return ok(luns.value.length === 0 ? [] : 'unknown');
    }
    const sessions = here.map(({ code, sessionStatus }) => ({ code, word: sessionBy([sessionStatus]) }));
    if (sessions.some(({ word }) => word === 'unknown')) return ok('unknown');
    const users = sessions.filter(({ word }) => word === 'logged-in');
    return ok(users.map(({ code }) => (clientGroupName === '' ? code : clientGroupName)));
  }

  private mappings(
    groupId: number,
    signal: CancelSignal,
  ): Promise<Result<readonly WireClientLunMapping[], Problem>> {
    const request = {
      path: '/client-lun-mappings/',
      query: { mapping_group_id: groupId },
      key: 'client_lun_mappings',
      operation: `list the sessions of mapping group ${groupId}`,
    };
    return this.array.client.list(request, decodeClientLunMapping, signal);
  }
}
