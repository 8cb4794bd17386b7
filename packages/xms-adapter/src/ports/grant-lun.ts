import {
  failed,
  ok,
  type CancelSignal,
  type GrantRequest,
  type MadeGrant,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { refusedAsUnfit } from '../client/refusal.js';
import type { WireMappingGroup } from '../wire/mapping-group.js';
import { settledBy } from '../wire/settled.js';
import type { ArrayContext } from './array-context.js';
import { awaitLun } from './await-lun.js';
import { MappingGroups, type MappingPair } from './mapping-groups.js';
import { Registrations } from './registrations.js';

const LUN_PATIENCE = 5;

/** Maps one volume for one node. Only ever adds, so that two controllers do not undo each other's work. */
export class GrantLun {
  private readonly array: ArrayContext;
  private readonly groups: MappingGroups;
  private readonly registrations: Registrations;

  constructor(array: ArrayContext) {
    this.array = array;
    this.groups = new MappingGroups(array.client);
    this.registrations = new Registrations(array);
  }

  async run(request: GrantRequest, signal: CancelSignal): Promise<Result<MadeGrant, Problem>> {
    const { node, accessPath } = request;
    const registered = await this.registrations.ensure(node, accessPath.type, signal);
    if (!registered.ok) return registered;
    const pair = { accessPathId: Number(accessPath.id), clientGroupId: registered.value.groupId };
    const group = await this.mapInKnownGroup(pair, request, signal);
    if (group === undefined) return this.mapAfterReading(request, signal);
    return group.ok ? this.lunOf(group.value, request, signal) : group;
  }

  /** Saves two reads when the mapping group is remembered; undefined when it is not, or the array refuses it. */
  private async mapInKnownGroup(
    pair: MappingPair,
    { volume, node }: GrantRequest,
    signal: CancelSignal,
  ): Promise<Result<WireMappingGroup, Problem> | undefined> {
    const { memory } = this.array;
    const id = memory.mappingGroups.get(keyOf(pair));
    if (id === undefined) return undefined;
    const added = await this.groups.add(id, Number(volume.id), signal);
    if (added.ok || !refusedAsUnfit(added.problem)) return added;
    memory.mappingGroups.delete(keyOf(pair));
    this.registrations.forget(node.iqn);
    return undefined;
  }

  private async mapAfterReading(
    request: GrantRequest,
    signal: CancelSignal,
  ): Promise<Result<MadeGrant, Problem>> {
    const { volume, node, accessPath } = request;
    const registered = await this.registrations.ensure(node, accessPath.type, signal);
    if (!registered.ok) return registered;
    const pair = { accessPathId: Number(accessPath.id), clientGroupId: registered.value.groupId };
    const present = await this.groups.ofPair(pair, signal);
    if (!present.ok) return present;
    if (present.value !== undefined) return this.mapIn(present.value, request, signal);
    const created = await this.groups.create(pair, Number(volume.id), signal);
    if (created.ok) return this.lunOf(this.keep(pair, created.value), request, signal);
    if (!refusedAsUnfit(created.problem)) return created;
    // Another controller may have made the group in between; then the refusal was about the duplicate.
    const again = await this.groups.ofPair(pair, signal);
    if (!again.ok) return again;
    return again.value === undefined ? created : this.mapIn(again.value, request, signal);
  }

  private async mapIn(
    group: WireMappingGroup,
    request: GrantRequest,
    signal: CancelSignal,
  ): Promise<Result<MadeGrant, Problem>> {
    const volumeId = Number(request.volume.id);
    const waiting = { groups: this.groups, volumeId, patience: 0 };
    this.keep(pairOf(group), group);
    const failedBefore = settledBy(group.status) === 'failed';
    const before = failedBefore ? ok(undefined) : await awaitLun(this.array, { ...waiting, group }, signal);
    if (!before.ok) return before;
    if (before.value !== undefined) return ok({ ...before.value, isNew: false });
    const added = await this.groups.add(group.id, volumeId, signal);
    if (added.ok) return this.lunOf(added.value, request, signal);
    if (!refusedAsUnfit(added.problem)) return added;
    const now = await this.groups.read(group.id, signal);
    const after = now.ok ? await awaitLun(this.array, { ...waiting, group: now.value }, signal) : now;
    return after.ok && after.value !== undefined ? ok({ ...after.value, isNew: false }) : added;
  }

  private async lunOf(
    group: WireMappingGroup,
    { volume, accessPath }: GrantRequest,
    signal: CancelSignal,
  ): Promise<Result<MadeGrant, Problem>> {
    const waiting = { groups: this.groups, group, volumeId: Number(volume.id), patience: LUN_PATIENCE };
    const lun = await awaitLun(this.array, waiting, signal);
    if (!lun.ok) return lun;
    return lun.value === undefined
      ? failed({ kind: 'lun-missing', volume: volume.name, accessPath: accessPath.name })
      : ok({ ...lun.value, isNew: true });
  }

  private keep(pair: MappingPair | undefined, group: WireMappingGroup): WireMappingGroup {
    if (pair !== undefined) this.array.memory.mappingGroups.set(keyOf(pair), group.id);
    return group;
  }
}

export const keyOf = ({ accessPathId, clientGroupId }: MappingPair): string =>
  `${accessPathId}/${clientGroupId}`;

function pairOf({ accessPathId, clientGroupId }: WireMappingGroup): MappingPair | undefined {
  return accessPathId === undefined || clientGroupId === undefined
    ? undefined
    : { accessPathId, clientGroupId };
}
