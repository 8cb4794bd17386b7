import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { BlockVolumes, DeletePolicy, NewVolume } from '../../volume/block-volumes.port.js';
import { DEFAULT_IDENTITY_RULE, identityFromSn } from '../../volume/scsi-identity.js';
import type { BlockVolume } from '../../volume/volume.js';
import type { VolumeName } from '../../volume/volume-name.js';
import { answer, done, withClients, type ArrayState } from './array-state.js';

export class FakeBlockVolumes implements BlockVolumes {
  private readonly state: ArrayState;

  constructor(state: ArrayState) {
    this.state = state;
  }

  find(name: VolumeName): Promise<Result<BlockVolume | undefined, Problem>> {
    return answer(this.state, () => {
      const row = this.state.volumes.get(name);
      return ok(row === undefined ? undefined : withClients(this.state, row));
    });
  }

  create(spec: NewVolume): Promise<Result<BlockVolume, Problem>> {
    return answer(this.state, () => {
      if (this.state.volumes.has(spec.name)) {
        return failed({ kind: 'volume-differs', volume: spec.name, difference: 'the name is taken' });
      }
      const volume = newVolume(this.state, spec);
      this.state.volumes.set(spec.name, volume);
      if (!this.state.faults.loseNextCreateReply) return ok(volume);
      this.state.faults.loseNextCreateReply = false;
      return failed({
        kind: 'outcome-unknown',
        array: this.state.name,
        operation: 'create volume',
        detail: 'reply lost',
      });
    });
  }

  settle(volume: BlockVolume): Promise<Result<BlockVolume, Problem>> {
    return answer(this.state, () => {
      const ready: BlockVolume = { ...volume, state: { kind: 'ready' } };
      this.state.volumes.set(volume.name, ready);
      return ok(ready);
    });
  }

  delete(volume: BlockVolume, policy: DeletePolicy): Promise<Result<void, Problem>> {
    return answer(this.state, () => {
      const snapshots = [...this.state.snapshots.values()].filter(({ volume: of }) => of.id === volume.id);
      if (snapshots.length > 0) {
        const names = snapshots.map(({ name }) => name);
        return failed({ kind: 'volume-has-snapshots', volume: volume.name, snapshots: names });
      }
      const current = this.state.volumes.get(volume.name);
      this.state.volumes.delete(volume.name);
      if (policy === 'trash' && current !== undefined) this.state.trash.set(volume.name, current);
      return done;
    });
  }

  list(): Promise<Result<readonly BlockVolume[], Problem>> {
    return answer(this.state, () =>
      ok([...this.state.volumes.values()].map((row) => withClients(this.state, row))),
    );
  }
}

function newVolume(state: ArrayState, spec: NewVolume): BlockVolume {
  state.serial += 1;
  const sn = state.serial.toString(16).padStart(25, '0');
  return {
    array: state.name,
    id: String(state.serial),
    name: spec.name,
    size: spec.snapshot?.size ?? spec.size,
    pool: spec.pool.name,
    sn,
    naa: identityFromSn(DEFAULT_IDENTITY_RULE, sn),
    origin: spec.snapshot === undefined ? 'new' : 'copied',
    parentSnapshot: spec.snapshot?.id,
    clients: 0,
    state: { kind: 'ready' },
    accessPath: undefined,
    description: spec.description,
  };
}
