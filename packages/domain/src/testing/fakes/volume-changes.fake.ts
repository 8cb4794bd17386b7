import type { Bytes } from '../../shared/bytes.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { VolumeChanges } from '../../volume/volume-changes.port.js';
import type { BlockVolume } from '../../volume/volume.js';
import { answer, type ArrayState } from './array-state.js';

export class FakeVolumeChanges implements VolumeChanges {
  private readonly state: ArrayState;

  constructor(state: ArrayState) {
    this.state = state;
  }

  async describe(volume: BlockVolume, description: string): Promise<Result<void, Problem>> {
    const changed = await this.change(volume, (current) => ({ ...current, description }));
    return changed.ok ? ok(undefined) : changed;
  }

  resize(volume: BlockVolume, size: Bytes): Promise<Result<BlockVolume, Problem>> {
    return this.change(volume, (current) => ({
      ...current,
      size: current.size > size ? current.size : size,
    }));
  }

  flatten(volume: BlockVolume): Promise<Result<BlockVolume, Problem>> {
    return this.change(volume, (current) => ({ ...current, parentSnapshot: undefined }));
  }

  private change(
    { name }: BlockVolume,
    change: (current: BlockVolume) => BlockVolume,
  ): Promise<Result<BlockVolume, Problem>> {
    return answer(this.state, () => {
      const current = this.state.volumes.get(name);
      if (current === undefined)
        return failed({ kind: 'volume-failed', volume: name, status: 'gone from the array' });
      const changed = change(current);
      this.state.volumes.set(name, changed);
      return ok(changed);
    });
  }
}
