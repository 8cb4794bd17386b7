import type { InitiatorIqn } from '../../attachment/initiator-iqn.js';
import type {
  GatewayWord,
  Grant,
  GrantRequest,
  Holder,
  LunAccess,
  MadeGrant,
} from '../../attachment/lun-access.port.js';
import { formatNodeId, type NodeIdentity } from '../../attachment/node-id.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { BlockVolume } from '../../volume/volume.js';
import { isLoggedIn } from './array-faults.js';
import { answer, done, holderOf, type ArrayState } from './array-state.js';

export class FakeLunAccess implements LunAccess {
  private readonly state: ArrayState;

  constructor(state: ArrayState) {
    this.state = state;
  }

  ownerOf(iqn: InitiatorIqn): Promise<Result<string | undefined, Problem>> {
    return answer(this.state, () => ok(this.state.clients.get(iqn)));
  }

  holders(volume: BlockVolume): Promise<Result<readonly Holder[], Problem>> {
    return answer(this.state, () =>
      ok([...this.lunsOf(volume).keys()].map((iqn) => holderOf(this.state, iqn))),
    );
  }

  grant({ volume, node, accessPath }: GrantRequest): Promise<Result<MadeGrant, Problem>> {
    return answer(this.state, () => {
      const current = this.state.volumes.get(volume.name);
      if (current === undefined)
        return failed({ kind: 'volume-missing', volume: volume.name, arrays: [this.state.name] });
      const owner = this.state.clients.get(node.iqn);
      if (owner !== undefined && owner !== node.name) {
        return failed({ kind: 'initiator-taken', iqn: node.iqn, node: node.name, holder: owner });
      }
      this.register(node);
      const luns = this.lunsOf(volume);
      const isNew = !luns.has(node.iqn);
      const lun = luns.get(node.iqn) ?? this.freeLun(node.iqn);
      this.state.grants.set(volume.name, luns.set(node.iqn, lun));
      this.state.volumes.set(volume.name, { ...current, accessPath: accessPath.name });
      return ok({ lun, volumesOfNode: this.volumesOf(node), isNew });
    });
  }

  granted({ volume, node }: GrantRequest): Promise<Result<Grant | undefined, Problem>> {
    return answer(this.state, () => {
      const lun = this.lunsOf(volume).get(node.iqn);
      return ok(lun === undefined ? undefined : { lun, volumesOfNode: this.volumesOf(node) });
    });
  }

  revoke(volume: BlockVolume, node: NodeIdentity): Promise<Result<void, Problem>> {
    return answer(this.state, () => {
      const luns = this.lunsOf(volume);
      luns.delete(node.iqn);
      const current = this.state.volumes.get(volume.name);
      if (luns.size === 0 && current !== undefined)
        this.state.volumes.set(volume.name, { ...current, accessPath: undefined });
      return done;
    });
  }

  sessions({ node, accessPath }: GrantRequest): Promise<Result<readonly GatewayWord[], Problem>> {
    const { faults } = this.state;
    return answer(this.state, () =>
      ok(
        accessPath.targets.map(({ gateway }) => ({
          gateway,
          session: isLoggedIn(faults, gateway, node.iqn) ? 'logged-in' : 'none',
          answers: !faults.silentGateways.has(gateway),
          hostGone: faults.goneHosts.has(gateway),
        })),
      ),
    );
  }

  /** The first registration stays, as on an array. */
  private register(node: NodeIdentity): void {
    const { clients, nodeIds } = this.state;
    const nodeId = formatNodeId(node);
    if (nodeId.ok && !clients.has(node.iqn)) nodeIds.set(node.iqn, nodeId.value);
    clients.set(node.iqn, node.name);
  }

  private lunsOf(volume: BlockVolume): Map<string, number> {
    return this.state.grants.get(volume.name) ?? new Map<string, number>();
  }

  private volumesOf({ iqn }: NodeIdentity): number {
    return [...this.state.grants.values()].filter((luns) => luns.has(iqn)).length;
  }

  private freeLun(iqn: string): number {
    const taken = new Set([...this.state.grants.values()].map((luns) => luns.get(iqn)));
    let lun = 1;
    while (taken.has(lun)) lun += 1;
    return lun;
  }
}
