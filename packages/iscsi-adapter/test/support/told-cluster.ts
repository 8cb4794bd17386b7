import {
  failed,
  ok,
  type AccessPathObject,
  type AccessPathStatus,
  type GatewayState,
  type NodeReport,
  type Problem,
  type Result,
} from '@twinsite/domain';
import type { MemoryGateway } from '@twinsite/linux-host/testing';

/** What a node sees of a cluster with one AccessPath, and what it tells it. */
export class ToldCluster {
  readonly reports: NodeReport[] = [];
  /** The API server is away. */
  problem: Problem | undefined;
  private status: AccessPathStatus | undefined;

  /** What the controller has written. */
  shows(gateways: readonly (readonly [MemoryGateway, GatewayState])[]): void {
    this.status = {
      observedGeneration: 1,
      role: 'manager',
      manager: 'cluster-1',
      managerSince: 0,
      takenOverFrom: undefined,
      iqn: undefined,
      conditions: [],
      vips: [],
      gateways: gateways.map(([{ portal, targetIqn }, state]) => ({
        name: targetIqn.split(':')[1] ?? targetIqn,
        site: undefined,
        targetIqn,
        portals: [{ address: portal.split(':')[0] ?? '', port: 3260 }],
        state,
      })),
    };
  }

  list(): Result<readonly AccessPathObject[], Problem> {
    if (this.problem !== undefined) return failed(this.problem);
    const object: AccessPathObject = {
      key: { namespace: 'sds', name: 'ap' },
      uid: '1',
      generation: 1,
      createdAt: 0,
      version: '1',
      isDeleting: false,
      hasFinalizer: true,
      takeOverFrom: undefined,
      spec: { name: 'ap' },
      status: this.status,
    };
    return ok([object]);
  }

  write(report: NodeReport): Promise<Result<void, Problem>> {
    if (this.problem !== undefined) return Promise.resolve(failed(this.problem));
    this.reports.push(report);
    return Promise.resolve(ok(undefined));
  }

  /** The last report: `portal state`. */
  told(): readonly string[] {
    const paths = this.reports.at(-1)?.paths ?? [];
    return paths.map(({ portal, state }) => `${portal.address} ${state}`);
  }
}

export const API_SERVER_AWAY: Problem = {
  kind: 'kubernetes-unreachable',
  operation: 'the request',
  detail: 'connection refused',
};
