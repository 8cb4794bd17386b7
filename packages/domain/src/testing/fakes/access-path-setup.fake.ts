import type {
  AccessPathSetup,
  ArrayAccessPath,
  ArrayTarget,
  NewAccessPath,
} from '../../access-path/access-path-setup.port.js';
import type { ManagerMark } from '../../access-path/manager-mark.js';
import type { AccessPath } from '../../attachment/access-path.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { SITE_IDS } from '../../site/site-map.js';
import { answer, done, type ArrayState, type PathSetup } from './array-state.js';
import { gatewayTarget } from './gateway-target.js';

export const pathIqn = (name: string): string => `iqn.2018-12.sds:path-${name}`;

export const setupOf = (state: ArrayState, path: string): PathSetup =>
  state.setups.get(path) ?? { mark: undefined, vips: [], preempt: undefined };

export class FakeAccessPathSetup implements AccessPathSetup {
  private readonly state: ArrayState;

  constructor(state: ArrayState) {
    this.state = state;
  }

  read(name: string): Promise<Result<ArrayAccessPath | undefined, Problem>> {
    return answer(this.state, () => {
      const path = this.state.accessPaths.find((candidate) => candidate.name === name);
      return ok(path === undefined ? undefined : this.whole(path));
    });
  }

  create({ name, type, gateways, manager }: NewAccessPath): Promise<Result<void, Problem>> {
    return answer(this.state, () => {
      const stranger = gateways.find((gateway) => !this.state.gateways.includes(gateway));
      if (stranger !== undefined) return this.unknown(stranger);
      if (this.state.accessPaths.some((path) => path.name === name)) return this.unclear('the name is taken');
      this.state.serial += 1;
      const targets = gateways.map(gatewayTarget);
      const id = String(100 + this.state.serial);
      this.state.accessPaths.push({ id, name, type, status: 'active', mode: 'multipath', targets });
      const mark: ManagerMark = { cluster: manager, origin: 'created' };
      this.state.setups.set(name, { mark, vips: [], preempt: undefined });
      if (!this.state.faults.loseNextCreateReply) return done;
      this.state.faults.loseNextCreateReply = false;
      return this.unclear('reply lost');
    });
  }

  mark({ name }: ArrayAccessPath, mark: ManagerMark | undefined): Promise<Result<void, Problem>> {
    return answer(this.state, () => {
      this.state.setups.set(name, { ...setupOf(this.state, name), mark });
      return done;
    });
  }

  remove({ name }: ArrayAccessPath): Promise<Result<void, Problem>> {
    return answer(this.state, () => {
      const volumes = mappedVolumes(this.state, name);
      if (volumes > 0) return failed({ kind: 'access-path-in-use', accessPath: name, volumes });
      const at = this.state.accessPaths.findIndex((path) => path.name === name);
      if (at >= 0) this.state.accessPaths.splice(at, 1);
      this.state.setups.delete(name);
      return done;
    });
  }

  addGateway({ name }: ArrayAccessPath, gateway: string): Promise<Result<void, Problem>> {
    return answer(this.state, () => {
      if (!this.state.gateways.includes(gateway)) return this.unknown(gateway);
      const isSlow = this.state.faults.slowGateways.has(gateway);
      const status = isSlow ? 'creating' : 'active';
      this.change(name, (targets) => [
        ...targets.filter((target) => target.gateway !== gateway),
        { ...gatewayTarget(gateway), status },
      ]);
      if (!isSlow) return done;
      const object = `target of gateway ${gateway}`;
      return failed({ kind: 'array-unsettled', array: this.state.name, object, status, waitedMs: 0 });
    });
  }

  removeGateway({ name }: ArrayAccessPath, gateway: string): Promise<Result<void, Problem>> {
    return answer(this.state, () => {
      this.change(name, (targets) => targets.filter((target) => target.gateway !== gateway));
      this.moveVips(name, gateway);
      return done;
    });
  }

  private moveVips(name: string, from: string): void {
    const setup = setupOf(this.state, name);
    const next = this.state.accessPaths.find((path) => path.name === name)?.targets[0]?.gateway;
    const vips = setup.vips.map((vip) => (vip.holder === from ? { ...vip, holder: next } : vip));
    if (vips.length > 0) this.state.setups.set(name, { ...setup, vips });
  }

  private change(name: string, change: (targets: AccessPath['targets']) => AccessPath['targets']): void {
    const { accessPaths } = this.state;
    for (const [at, path] of accessPaths.entries())
      if (path.name === name) accessPaths.splice(at, 1, { ...path, targets: change(path.targets) });
  }

  private whole({ id, name, type, status, targets }: AccessPath): ArrayAccessPath {
    const { mark, vips, preempt } = setupOf(this.state, name);
    const iqn = pathIqn(name);
    const mapped = mappedVolumes(this.state, name);
    const own = targets.map(
      (target): ArrayTarget => ({ ...target, site: SITE_IDS.find((site) => site === target.site) }),
    );
    return { id, name, type, status, iqn, mark, targets: own, vips, preempt, mappedVolumes: mapped };
  }

  private unknown(gateway: string): Result<never, Problem> {
    const { name: array, gateways: known } = this.state;
    return failed({ kind: 'gateway-unknown', array, gateway, known });
  }

  private unclear(detail: string): Result<never, Problem> {
    const operation = 'create access path';
    return failed({ kind: 'outcome-unknown', array: this.state.name, operation, detail });
  }
}

function mappedVolumes({ volumes, grants }: ArrayState, path: string): number {
  const through = [...volumes.values()].filter(({ accessPath }) => accessPath === path);
  return through.filter(({ name }) => (grants.get(name)?.size ?? 0) > 0).length;
}
