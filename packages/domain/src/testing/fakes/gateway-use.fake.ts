import type { ArrayAccessPath, GatewayUse } from '../../access-path/access-path-setup.port.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import { isLoggedIn } from './array-faults.js';
import { answer, type ArrayState } from './array-state.js';

type GatewayClients = readonly string[] | 'unknown';

export class FakeGatewayUse implements GatewayUse {
  private readonly state: ArrayState;

  constructor(state: ArrayState) {
    this.state = state;
  }

  clientsThrough({ name }: ArrayAccessPath, gateway: string): Promise<Result<GatewayClients, Problem>> {
    return answer(this.state, () => ok(this.clients(name, gateway)));
  }

  private clients(pathName: string, gateway: string): GatewayClients {
    const { accessPaths, faults, volumes, grants, clients } = this.state;
    const path = accessPaths.find(({ name }) => name === pathName);
    if (path?.targets.some((target) => target.gateway === gateway) !== true) return [];
    const through = [...volumes.values()].filter(({ accessPath }) => accessPath === pathName);
    const iqns = through.flatMap(({ name }) => [...(grants.get(name)?.keys() ?? [])]);
    if (iqns.length > 0 && faults.silentGateways.has(gateway)) return 'unknown';
    const names = iqns
      .filter((iqn) => isLoggedIn(faults, gateway, iqn))
      .map((iqn) => clients.get(iqn) ?? iqn);
    return [...new Set(names)].sort();
  }
}
