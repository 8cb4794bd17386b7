import { all, failed, ok } from '@twinsite/domain';
import type { CancelSignal, Holder, Problem, PublishedNodes, Result } from '@twinsite/domain';
import { boundedAll } from '../client/bounded.js';
import { refusedWith } from '../client/refusal.js';
import { decodeClientGroup } from '../wire/client-group.js';
import type { WireMappingGroup } from '../wire/mapping-group.js';
import type { ArrayContext } from './array-context.js';
import { MappingGroups } from './mapping-groups.js';
import { toHolder, type HolderGroup } from './read-holders.js';

const AT_ONCE = 8;

interface Mapped {
  readonly group: WireMappingGroup;
  readonly volumeIds: readonly number[];
}

/**
 * `/mapping-groups/`, then `/luns/` of each, then `/client-groups/`. In this order a client group that a mapping group
 * names must be found, since it cannot be deleted before.
 */
export class XmsPublishedNodes implements PublishedNodes {
  private readonly array: ArrayContext;
  private readonly groups: MappingGroups;

  constructor(array: ArrayContext) {
    this.array = array;
    this.groups = new MappingGroups(array.client);
  }

  async byVolume(signal: CancelSignal): Promise<Result<ReadonlyMap<string, readonly Holder[]>, Problem>> {
    const groups = await this.groups.list({}, signal);
    if (!groups.ok) return groups;
    const mapped = await boundedAll(groups.value, AT_ONCE, (group) => this.lunsOf(group, signal));
    if (!mapped.ok) return mapped;
    const used = mapped.value.filter(({ volumeIds }) => volumeIds.length > 0);
    const holders = used.length === 0 ? ok([]) : await this.holders(signal);
    return holders.ok
      ? this.join(used, new Map(holders.value.map((holder) => [holder.id, holder])))
      : holders;
  }

  /** A group may be deleted between the two reads; only the list tells that from a refusal. */
  private async lunsOf(group: WireMappingGroup, signal: CancelSignal): Promise<Result<Mapped, Problem>> {
    const luns = await this.groups.luns(group.id, signal);
    if (luns.ok) return ok({ group, volumeIds: luns.value.map(({ volumeId }) => volumeId) });
    if (!refusedWith(luns.problem, 400, 404)) return luns;
    const now = await this.groups.list({}, signal);
    if (!now.ok) return now;
    return now.value.some(({ id }) => id === group.id) ? luns : ok({ group, volumeIds: [] });
  }

  private async holders(signal: CancelSignal): Promise<Result<readonly HolderGroup[], Problem>> {
    const request = { path: '/client-groups/', key: 'client_groups', operation: 'list client groups' };
    const groups = await this.array.client.list(request, decodeClientGroup, signal);
    if (!groups.ok) return groups;
    return boundedAll(groups.value, AT_ONCE, (group) => toHolder(this.array.client, group, signal));
  }

  private join(
    mapped: readonly Mapped[],
    holders: ReadonlyMap<number, HolderGroup>,
  ): Result<ReadonlyMap<string, readonly Holder[]>, Problem> {
    const pairs = all(
      mapped.map(({ group, volumeIds }) => {
        const holder = holders.get(group.clientGroupId ?? 0);
        return holder === undefined ? failed(this.nobody(group)) : ok({ holder, volumeIds });
      }),
    );
    if (!pairs.ok) return pairs;
    const byVolume = new Map<string, Map<number, Holder>>();
    for (const { holder, volumeIds } of pairs.value) {
      const { id, client, iqns, nodeId } = holder;
      for (const volumeId of volumeIds) {
        const known = byVolume.get(String(volumeId)) ?? new Map<number, Holder>();
        byVolume.set(String(volumeId), known.set(id, { client, iqns, nodeId }));
      }
    }
    return ok(new Map([...byVolume].map(([volumeId, known]) => [volumeId, [...known.values()]])));
  }

  private nobody({ id, clientGroupId }: WireMappingGroup): Problem {
    const detail = `mapping group ${id} maps volumes for client group ${clientGroupId ?? '(none named)'}, which is not listed`;
    const { array } = this.array.client;
    return { kind: 'array-reply-malformed', array, operation: 'list client groups', detail };
  }
}
