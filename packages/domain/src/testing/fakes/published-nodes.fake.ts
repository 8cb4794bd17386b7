import type { Holder } from '../../attachment/lun-access.port.js';
import type { PublishedNodes } from '../../attachment/published-nodes.port.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import { answer, holderOf, type ArrayState } from './array-state.js';

export class FakePublishedNodes implements PublishedNodes {
  private readonly state: ArrayState;

  constructor(state: ArrayState) {
    this.state = state;
  }

  byVolume(): Promise<Result<ReadonlyMap<string, readonly Holder[]>, Problem>> {
    const { grants, volumes } = this.state;
    const holders = (iqns: Iterable<string>): readonly Holder[] =>
      [...iqns].map((iqn) => holderOf(this.state, iqn));
    return answer(this.state, () =>
      ok(
        new Map(
          [...grants].flatMap(([name, luns]) => {
            const id = volumes.get(name)?.id;
            return id === undefined || luns.size === 0 ? [] : [[id, holders(luns.keys())] as const];
          }),
        ),
      ),
    );
  }
}
