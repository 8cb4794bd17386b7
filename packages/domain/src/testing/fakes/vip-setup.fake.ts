import type { ArrayAccessPath, VipRequest, VipSetup } from '../../access-path/access-path-setup.port.js';
import type { Problem } from '../../shared/problem.js';
import { failed, type Result } from '../../shared/result.js';
import { setupOf } from './access-path-setup.fake.js';
import { answer, done, type ArrayState } from './array-state.js';

export class FakeVipSetup implements VipSetup {
  private readonly state: ArrayState;

  constructor(state: ArrayState) {
    this.state = state;
  }

  add({ path, vip, preempt }: VipRequest): Promise<Result<void, Problem>> {
    return answer(this.state, () => {
      const setup = setupOf(this.state, path.name);
      const { address, mask, defaultGateway } = vip;
      const present = setup.vips.find((other) => other.address === address);
      if (present !== undefined) {
        const asked = defaultGateway ?? present.defaultGateway;
        return present.mask === mask && present.defaultGateway === asked ? done : taken(address);
      }
      const holder = defaultGateway ?? path.targets[0]?.gateway;
      const added = { address, mask, defaultGateway: holder, holder, status: 'active' };
      this.state.setups.set(path.name, {
        ...setup,
        vips: [...setup.vips, added],
        preempt: setup.preempt ?? preempt,
      });
      return done;
    });
  }

  remove({ name }: ArrayAccessPath, address: string): Promise<Result<void, Problem>> {
    return answer(this.state, () => {
      const setup = setupOf(this.state, name);
      const vips = setup.vips.filter((vip) => vip.address !== address);
      const preempt = vips.length === 0 ? undefined : setup.preempt;
      this.state.setups.set(name, { ...setup, vips, preempt });
      return done;
    });
  }

  setPreempt({ name }: ArrayAccessPath, preempt: boolean): Promise<Result<void, Problem>> {
    return answer(this.state, () => {
      const setup = setupOf(this.state, name);
      if (setup.vips.length > 0) this.state.setups.set(name, { ...setup, preempt });
      return done;
    });
  }
}

function taken(value: string): Result<never, Problem> {
  const remedy = 'it is a VIP of the access path already, with another mask or gateway; remove it first';
  return failed({ kind: 'invalid-request', field: 'spec.vip_group.vips', value, remedy });
}
