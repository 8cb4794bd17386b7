import { failed, ok, parseVolumeName } from '@twinsite/domain';
import type {
  BlockVolume,
  BlockVolumes,
  CancelSignal,
  DeletePolicy,
  NewVolume,
  Problem,
  Result,
  VolumeName,
} from '@twinsite/domain';
import { decodeVolume, type WireVolume } from '../wire/volume.js';
import type { ArrayContext } from './array-context.js';
import { createVolume } from './create-volume.js';
import { deleteVolume } from './delete-volume.js';
import { volumesNamed } from './find-volumes.js';
import { settleVolume } from './settle-volume.js';
import { toBlockVolume } from './to-block-volume.js';

/** `/block-volumes/` */
export class XmsBlockVolumes implements BlockVolumes {
  private readonly array: ArrayContext;

  constructor(array: ArrayContext) {
    this.array = array;
  }

  async find(name: VolumeName, signal: CancelSignal): Promise<Result<BlockVolume | undefined, Problem>> {
    const matches = await volumesNamed(this.array.client, name, signal);
    if (!matches.ok) return matches;
    const [first, second] = matches.value;
    if (second !== undefined) {
      const arrays = matches.value.map((match) => `${this.array.client.array} (volume id ${match.id})`);
      return failed({ kind: 'volume-ambiguous', volume: name, arrays });
    }
    return ok(first === undefined ? undefined : this.toDomain(first, name));
  }

  create(spec: NewVolume, signal: CancelSignal): Promise<Result<BlockVolume, Problem>> {
    return createVolume(this.array, spec, signal);
  }

  settle(volume: BlockVolume, signal: CancelSignal): Promise<Result<BlockVolume, Problem>> {
    return settleVolume(this.array, volume, signal);
  }

  delete(volume: BlockVolume, policy: DeletePolicy, signal: CancelSignal): Promise<Result<void, Problem>> {
    return deleteVolume(this.array, { volume, policy }, signal);
  }

  /** A name that no volume of ours can have (control characters, too long) is somebody else's and left out. */
  async list(signal: CancelSignal): Promise<Result<readonly BlockVolume[], Problem>> {
    const request = { path: '/block-volumes/', key: 'block_volumes', operation: 'list volumes' };
    const rows = await this.array.client.list(request, decodeVolume, signal);
    if (!rows.ok) return rows;
    const kept = rows.value.filter(({ recycled }) => !recycled).sort((a, b) => a.id - b.id);
    return ok(
      kept.flatMap((row) => {
        const name = parseVolumeName(row.name, 'name');
        return name.ok ? [this.toDomain(row, name.value)] : [];
      }),
    );
  }

  private toDomain(wire: WireVolume, name: VolumeName): BlockVolume {
    const { client, identityRule } = this.array;
    return toBlockVolume(wire, name, { name: client.array, identityRule });
  }
}
