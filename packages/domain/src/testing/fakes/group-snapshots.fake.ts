import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { GroupSnapshots, NewGroupSnapshot } from '../../snapshot/group-snapshots.port.js';
import type { BlockSnapshot } from '../../snapshot/snapshot.js';
import { answer, type ArrayState } from './array-state.js';

export class FakeGroupSnapshots implements GroupSnapshots {
  private readonly state: ArrayState;
  private readonly taken = new Map<string, readonly BlockSnapshot[]>();

  constructor(state: ArrayState) {
    this.state = state;
  }

  take({ name, volumes, description }: NewGroupSnapshot): Promise<Result<readonly BlockSnapshot[], Problem>> {
    return answer(this.state, () => {
      const known = this.taken.get(name);
      if (known !== undefined) return ok(known);
      const grouped = [...this.taken].find(([, of]) => of.some((one) => includes(volumes, one)));
      if (grouped !== undefined)
        return failed({
          kind: 'volume-grouped',
          volume: grouped[1][0]?.volume.name ?? '',
          group: grouped[0],
        });
      const made = volumes.map(({ id, name: volume, size }): BlockSnapshot => {
        this.state.serial += 1;
        return {
          ...{
            array: this.state.name,
            id: String(this.state.serial),
            name: `${name}-${id}`,
            description,
            size,
          },
          ...{ volume: { id, name: volume }, createdAt: this.state.serial, state: { kind: 'ready' } },
        };
      });
      for (const snapshot of made) this.state.snapshots.set(snapshot.id, snapshot);
      this.taken.set(name, made);
      return ok(made);
    });
  }

  remove(name: string): Promise<Result<void, Problem>> {
    return answer(this.state, () => {
      const of = this.taken.get(name) ?? [];
      for (const { id, name: snapshot } of of) {
        const clones = [...this.state.volumes.values()].filter(({ parentSnapshot }) => parentSnapshot === id);
        if (clones.length > 0)
          return failed({ kind: 'snapshot-in-use', snapshot, clones: clones.map((one) => one.name) });
      }
      for (const { id } of of) this.state.snapshots.delete(id);
      this.taken.delete(name);
      return ok(undefined);
    });
  }
}

const includes = (volumes: NewGroupSnapshot['volumes'], { volume }: BlockSnapshot): boolean =>
  volumes.some(({ id }) => id === volume.id);
