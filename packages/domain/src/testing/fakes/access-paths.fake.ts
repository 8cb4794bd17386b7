import type { AccessPath } from '../../attachment/access-path.js';
import type { AccessPaths } from '../../attachment/access-paths.port.js';
import { DEFAULT_ISCSI_PORT } from '../../attachment/portal.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { pathIqn } from './access-path-setup.fake.js';
import { answer, type ArrayState } from './array-state.js';
import { gatewayTarget } from './gateway-target.js';

export class FakeAccessPaths implements AccessPaths {
  private readonly state: ArrayState;

  constructor(state: ArrayState) {
    this.state = state;
  }

  find(name: string): Promise<Result<AccessPath, Problem>> {
    return answer(this.state, () => {
      const path = this.state.accessPaths.find((candidate) => candidate.name === name);
      const known = this.state.accessPaths.map((candidate) => candidate.name);
      return path === undefined
        ? failed({ kind: 'access-path-missing', accessPath: name, known })
        : ok(this.throughVips(path));
    });
  }

  names(): Promise<Result<readonly string[], Problem>> {
    return answer(this.state, () => ok(this.state.accessPaths.map(({ name }) => name)));
  }

  private throughVips(path: AccessPath): AccessPath {
    const vips = this.state.setups.get(path.name)?.vips ?? [];
    if (vips.length === 0) return path;
    const targets = vips.map(({ address, holder, status }) => ({
      iqn: pathIqn(path.name),
      gateway: holder ?? 'none known',
      site: holder === undefined ? undefined : gatewayTarget(holder).site,
      portals: [{ address, port: DEFAULT_ISCSI_PORT }],
      status,
    }));
    return { ...path, mode: 'vip', targets };
  }
}
