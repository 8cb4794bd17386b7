import {
  nodeGroupName,
  type FileArray,
  type NfsShare,
  type NfsShares,
  type ShareAcl,
} from '@twinsite/domain';
import type { FakeFileArray, ManualClock } from '@twinsite/domain/testing';
import { nodeNamed } from './file-world.js';

interface HeldWrite {
  readonly node: string;
  acl: string;
  readonly at: number;
}

const GATEWAY = 'fg-a';

/**
 * What a file gateway does with writes, beside what the array says of it. A write that an ACL let in may land at any moment
 * up to the policy's wait; a connection ends in order, after its writes; a gateway that comes back has dropped what it held.
 */
export class GatewayPhysics {
  readonly violations: string[] = [];
  private held: HeldWrite[] = [];
  private readonly array: FakeFileArray;
  private readonly clock: ManualClock;

  constructor(array: FakeFileArray, clock: ManualClock) {
    this.array = array;
    this.clock = clock;
  }

  write(node: string): void {
    const acl = this.acls(node).find(({ permission }) => permission === 'read-write');
    if (acl === undefined || this.array.faults.silentGateways.has(GATEWAY)) return;
    this.connections().add(addressOf(node));
    this.held.push({ node, acl: acl.id, at: this.clock.now() });
  }

  disconnect(node: string): void {
    if (this.pending(node).length === 0) this.connections().delete(addressOf(node));
  }

  silence(): void {
    this.array.faults.silentGateways.add(GATEWAY);
  }

  answer(): void {
    this.array.faults.silentGateways.delete(GATEWAY);
    this.held = [];
  }

  acls(node: string): readonly ShareAcl[] {
    const name = nodeGroupName(nodeNamed(node));
    return [...this.array.state.shares.values()].flatMap(({ acls }) =>
      acls.filter(({ who }) => who.kind === 'group' && who.name === name),
    );
  }

  /** The array's ports, whose removals are held against the writes that may still land. */
  get ports(): FileArray {
    const { ports } = this.array;
    const shares = ports.files.shares;
    const watched: NfsShares = {
      ofFolder: (...call) => shares.ofFolder(...call),
      share: (...call) => shares.share(...call),
      permit: (...call) => shares.permit(...call),
      restrict: async (share, acl, signal) => {
        const before = this.array.state.shares.get(share.id);
        const restricted = await shares.restrict(share, acl, signal);
        if (restricted.ok) this.settle(acl, before, restricted.value);
        return restricted;
      },
      revoke: (share, acl, signal) => {
        this.judgeRemoval(share.id, acl.id);
        return shares.revoke(share, acl, signal);
      },
      remove: (...call) => shares.remove(...call),
    };
    return { ...ports, files: { ...ports.files, shares: watched } };
  }

  /** Follows an ACL to its new id, and drains it where the array does so. */
  private settle({ id }: ShareAcl, before: NfsShare | undefined, after: NfsShare): void {
    const isNew = (acl: ShareAcl) => before?.acls.every((earlier) => earlier.id !== acl.id) === true;
    const now = after.acls.find((acl) => acl.id === id) ?? after.acls.find(isNew);
    if (now === undefined) return;
    for (const write of this.held) if (write.acl === id) write.acl = now.id;
    const drains = this.array.ports.fence.removalDrains && !this.array.faults.silentGateways.has(GATEWAY);
    if (drains) this.held = this.held.filter((write) => write.acl !== now.id);
  }

  private judgeRemoval(share: string, acl: string): void {
    const current = this.array.state.shares.get(share)?.acls.find(({ id }) => id === acl);
    if (current === undefined) return;
    if (current.permission !== 'read-only')
      this.violations.push(`ACL ${acl} was removed while it let writes in`);
    const landing = this.held.filter((write) => write.acl === acl && this.mayLand(write));
    if (landing.length > 0)
      this.violations.push(`ACL ${acl} was removed while ${landing.length} writes could land`);
  }

  private pending = (node: string): readonly HeldWrite[] =>
    this.held.filter((write) => write.node === node && this.mayLand(write));

  private mayLand = ({ at }: HeldWrite): boolean => this.clock.now() < at + this.array.ports.fence.waitMs;

  private connections(): Set<string> {
    const { connections } = this.array.faults;
    const set = connections.get(GATEWAY) ?? new Set();
    connections.set(GATEWAY, set);
    return set;
  }
}

const addressOf = (node: string): string => nodeNamed(node).addresses[0] ?? '';
