import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { BlockSnapshots, NewSnapshot } from '../../snapshot/block-snapshots.port.js';
import type { BlockSnapshot } from '../../snapshot/snapshot.js';
import type { BlockVolume } from '../../volume/volume.js';
import { answer, done, type ArrayState } from './array-state.js';

const FIRST_CREATED_AT = 1_800_000_000_000;

export class FakeBlockSnapshots implements BlockSnapshots {
  private readonly state: ArrayState;

  constructor(state: ArrayState) {
    this.state = state;
  }

  get(id: string): Promise<Result<BlockSnapshot | undefined, Problem>> {
    return answer(this.state, () => ok(this.state.snapshots.get(id)));
  }

  list(of: BlockVolume | undefined): Promise<Result<readonly BlockSnapshot[], Problem>> {
    return answer(this.state, () =>
      ok([...this.state.snapshots.values()].filter(({ volume }) => of === undefined || volume.id === of.id)),
    );
  }

  create({ name, volume, description }: NewSnapshot): Promise<Result<BlockSnapshot, Problem>> {
    return answer(this.state, () => {
      if ([...this.state.snapshots.values()].some((snapshot) => snapshot.name === name)) {
        return failed({ kind: 'snapshot-differs', snapshot: name, difference: 'the name is taken' });
      }
      const current = this.state.volumes.get(volume.name);
      if (current === undefined)
        return failed({ kind: 'volume-failed', volume: volume.name, status: 'gone from the array' });
      this.state.serial += 1;
      const snapshot: BlockSnapshot = {
        array: this.state.name,
        id: String(this.state.serial),
        name,
        description,
        size: current.size,
        volume: { id: volume.id, name: volume.name },
        createdAt: FIRST_CREATED_AT + this.state.serial,
        state: { kind: 'ready' },
      };
      this.state.snapshots.set(snapshot.id, snapshot);
      return ok(snapshot);
    });
  }

  settle(snapshot: BlockSnapshot): Promise<Result<BlockSnapshot, Problem>> {
    return answer(this.state, () => {
      const ready: BlockSnapshot = { ...snapshot, state: { kind: 'ready' } };
      this.state.snapshots.set(ready.id, ready);
      return ok(ready);
    });
  }

  delete({ id, name }: BlockSnapshot): Promise<Result<void, Problem>> {
    return answer(this.state, () => {
      const clones = [...this.state.volumes.values()].filter(({ parentSnapshot }) => parentSnapshot === id);
      if (clones.length > 0) {
        return failed({ kind: 'snapshot-in-use', snapshot: name, clones: clones.map((clone) => clone.name) });
      }
      this.state.snapshots.delete(id);
      return done;
    });
  }
}
