import { ok } from '@twinsite/domain';
import type { BlockVolume, CancelSignal, GatewayWord, Grant, GrantRequest, Holder } from '@twinsite/domain';
import type { InitiatorIqn, LunAccess, MadeGrant, NodeIdentity, Problem, Result } from '@twinsite/domain';
import type { ArrayContext } from './array-context.js';
import { awaitLun } from './await-lun.js';
import { GrantLun } from './grant-lun.js';
import { MappingGroups } from './mapping-groups.js';
import { readHolders } from './read-holders.js';
import { readSessions } from './read-sessions.js';
import { Registrations } from './registrations.js';
import { RevokeLun } from './revoke-lun.js';

/** `/client-groups/`, `/mapping-groups/`, `/luns/` and `/client-lun-mappings/` */
export class XmsLunAccess implements LunAccess {
  private readonly array: ArrayContext;
  private readonly registrations: Registrations;

  constructor(array: ArrayContext) {
    this.array = array;
    this.registrations = new Registrations(array);
  }

  async ownerOf(iqn: InitiatorIqn, signal: CancelSignal): Promise<Result<string | undefined, Problem>> {
    const found = await this.registrations.find(iqn, signal);
    return found.ok ? ok(found.value?.name) : found;
  }

  async holders(volume: BlockVolume, signal: CancelSignal): Promise<Result<readonly Holder[], Problem>> {
    const groups = await readHolders(this.array.client, volume, signal);
    return groups.ok
      ? ok(groups.value.map(({ client, iqns, nodeId }) => ({ client, iqns, nodeId })))
      : groups;
  }

  grant(request: GrantRequest, signal: CancelSignal): Promise<Result<MadeGrant, Problem>> {
    return new GrantLun(this.array).run(request, signal);
  }

  async granted(request: GrantRequest, signal: CancelSignal): Promise<Result<Grant | undefined, Problem>> {
    const registered = await this.registrations.find(request.node.iqn, signal);
    if (!registered.ok || registered.value === undefined) return registered.ok ? ok(undefined) : registered;
    const groups = new MappingGroups(this.array.client);
    const pair = { accessPathId: Number(request.accessPath.id), clientGroupId: registered.value.groupId };
    const group = await groups.ofPair(pair, signal);
    if (!group.ok || group.value === undefined) return group.ok ? ok(undefined) : group;
    const waiting = { groups, group: group.value, volumeId: Number(request.volume.id), patience: 0 };
    return awaitLun(this.array, waiting, signal);
  }

  revoke(volume: BlockVolume, node: NodeIdentity, signal: CancelSignal): Promise<Result<void, Problem>> {
    return new RevokeLun(this.array).run(volume, node, signal);
  }

  sessions(request: GrantRequest, signal: CancelSignal): Promise<Result<readonly GatewayWord[], Problem>> {
    return readSessions(this.array, request, signal);
  }
}
