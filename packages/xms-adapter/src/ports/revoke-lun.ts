import { all, ok } from '@twinsite/domain';
import type { BlockVolume, CancelSignal, NodeIdentity, Problem, Result } from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../client/poll.js';
import { refusedAsUnfit, refusedWith } from '../client/refusal.js';
import type { WireMappingGroup } from '../wire/mapping-group.js';
import { settledBy } from '../wire/settled.js';
import type { ArrayContext } from './array-context.js';
import { MappingGroups } from './mapping-groups.js';
import { readHolders } from './read-holders.js';
import { Registrations } from './registrations.js';

/**
 * Takes a volume out of every mapping group through which one initiator sees it, and waits until each group has
 * settled without it. The mapping group stays, also when it is empty: deleting it could take away what another
 * controller has just added.
 */
export class RevokeLun {
  private readonly array: ArrayContext;
  private readonly groups: MappingGroups;
  private readonly registrations: Registrations;

  constructor(array: ArrayContext) {
    this.array = array;
    this.groups = new MappingGroups(array.client);
    this.registrations = new Registrations(array);
  }

  async run(volume: BlockVolume, node: NodeIdentity, signal: CancelSignal): Promise<Result<void, Problem>> {
    const holders = await readHolders(this.array.client, volume, signal);
    if (!holders.ok) return holders;
    const registered = await this.registrations.find(node.iqn, signal);
    if (!registered.ok) return registered;
    const own = holders.value.filter(({ iqns }) => iqns.some((code) => code.toLowerCase() === node.iqn));
    // The volume's holders no longer name a group whose removal was ordered before and is not settled yet.
    const ids = new Set([
      ...own.map(({ id }) => id),
      ...(registered.value ? [registered.value.groupId] : []),
    ]);
    const lists = await Promise.all([...ids].map((id) => this.groups.list({ client_group_id: id }, signal)));
    const groups = all(lists);
    if (!groups.ok) return groups;
    const volumeId = Number(volume.id);
    const removed = all(
      await Promise.all(groups.value.flat().map((group) => this.takeOut(group, volumeId, signal))),
    );
    return removed.ok ? ok(undefined) : removed;
  }

  private async takeOut(
    group: WireMappingGroup,
    volumeId: number,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const mapped = await this.isMapped(group.id, volumeId, signal);
    if (!mapped.ok) return mapped;
    if (!mapped.value) return this.untilGone(group.id, volumeId, signal);
    const removed = await this.groups.remove(group.id, volumeId, signal);
    if (removed.ok) return this.untilGone(group.id, volumeId, signal);
    if (!refusedAsUnfit(removed.problem)) return removed;
    // Another call may have removed it in between, or is doing so: only a row that stays makes this a refusal.
    const still = await this.isMapped(group.id, volumeId, signal);
    if (!still.ok) return still;
    return still.value ? removed : this.untilGone(group.id, volumeId, signal);
  }

  private async untilGone(
    groupId: number,
    volumeId: number,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const object = `removal of volume ${volumeId} from mapping group ${groupId}`;
    const look = (): Promise<Result<Look<'gone'>, Problem>> => this.lookForRemoval(groupId, volumeId, signal);
    const gone = await pollUntilSettled(this.array, { array: this.array.client.array, object, look }, signal);
    return gone.ok ? ok(undefined) : gone;
  }

  /** The group is read first: a row that is missing from a group in progress may still be on its way out. */
  private async lookForRemoval(
    groupId: number,
    volumeId: number,
    signal: CancelSignal,
  ): Promise<Result<Look<'gone'>, Problem>> {
    const group = await this.groups.read(groupId, signal);
    // A missing group answers 400 or 404, which is not declared; its rows then tell.
    if (!group.ok && !refusedWith(group.problem, 400, 404)) return group;
    const status = group.ok ? group.value.status : 'active';
    if (settledBy(status) === 'in-progress') return ok({ kind: 'unsettled', status });
    const mapped = await this.isMapped(groupId, volumeId, signal);
    if (!mapped.ok) return mapped;
    return ok(
      mapped.value
        ? { kind: 'unsettled', status: `still mapped (${status})` }
        : { kind: 'settled', value: 'gone' },
    );
  }

  private async isMapped(
    groupId: number,
    volumeId: number,
    signal: CancelSignal,
  ): Promise<Result<boolean, Problem>> {
    const luns = await this.groups.luns(groupId, signal);
    return luns.ok ? ok(luns.value.some((row) => row.volumeId === volumeId)) : luns;
  }
}
