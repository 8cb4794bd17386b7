import type { ArrayAccessPath, ManagerMark, StorageArray } from '@twinsite/domain';
import type { ModelNode } from './access-path-node.js';
import type { Cluster } from './access-path-world.js';

const CHANGES = new Set(['create', 'remove', 'addGateway', 'removeGateway', 'add', 'setPreempt']);

/** Looks at every change of the array at the moment it happens. */
export class Monitor {
  /** What must never happen and did. */
  readonly violations: string[] = [];
  /** Who made the last change other than a mark. */
  private lastChanger: string | undefined;
  private readonly observer: Cluster;
  private readonly nodes: readonly ModelNode[];

  constructor(observer: Cluster, nodes: readonly ModelNode[]) {
    this.observer = observer;
    this.nodes = nodes;
  }

  watch(ports: StorageArray, cluster: Cluster): StorageArray {
    const wrap = <T extends object>(port: T): T =>
      new Proxy(port, {
        get: (target, key) => {
          const member: unknown = Reflect.get(target, key);
          if (typeof member !== 'function') return member;
          return async (...args: unknown[]): Promise<unknown> => {
            await this.look(String(key), args, cluster);
            return Reflect.apply(member, target, args) as unknown;
          };
        },
      });
    return { ...ports, accessPathSetup: wrap(ports.accessPathSetup), vipSetup: wrap(ports.vipSetup) };
  }

  private async look(call: string, args: readonly unknown[], cluster: Cluster): Promise<void> {
    const isChange = CHANGES.has(call) || call === 'mark';
    if (!isChange || cluster.array.faults.dark) return;
    const path = await this.observer.path();
    if (call === 'mark') {
      this.lastChanger = undefined;
      return;
    }
    this.checkManager(call, path, cluster.id);
    if (call === 'removeGateway' && path !== undefined) this.checkRemoval(path, String(args[1]), cluster);
    this.lastChanger = cluster.id;
  }

  /** A change that is late by one step is allowed until the new manager has begun. */
  private checkManager(call: string, path: ArrayAccessPath | undefined, who: string): void {
    const mark = path?.mark as ManagerMark | undefined;
    const isLate = this.lastChanger === undefined || this.lastChanger === who;
    if (path === undefined || mark?.cluster === who || isLate) return;
    this.violations.push(`${who} called ${call} while the mark named ${mark?.cluster ?? 'nobody'}`);
  }

  private checkRemoval(path: ArrayAccessPath, gateway: string, cluster: Cluster): void {
    const targets = path.targets.map((target) => target.gateway);
    const left = targets.filter((target) => target !== gateway);
    if (targets.includes(gateway) && left.length === 0)
      this.violations.push(`${gateway} was the last gateway`);
    for (const node of this.nodes) {
      if (!targets.includes(gateway) || !node.sessions.has(gateway)) continue;
      this.violations.push(`${cluster.id} removed ${gateway} below a session of ${node.name}`);
    }
  }
}
