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
import { refusedWith } from '../client/refusal.js';
import { decodeVolume, type WireVolume } from '../wire/volume.js';
import type { ArrayContext } from './array-context.js';
import { deleteVolume } from './delete-volume.js';
import { settleVolume } from './settle-volume.js';
import { toBlockVolume } from './to-block-volume.js';

/** `/block-volumes/` */
export class XmsBlockVolumes implements BlockVolumes {
  private readonly array: ArrayContext;

  constructor(array: ArrayContext) {
    this.array = array;
  }

  async find(name: VolumeName, signal: CancelSignal): Promise<Result<BlockVolume | undefined, Problem>> {
    const matches = await this.named(name, signal);
    if (!matches.ok) return matches;
    const [first, second] = matches.value;
    if (second !== undefined) {
      const arrays = matches.value.map((match) => `${this.array.client.array} (volume id ${match.id})`);
      return failed({ kind: 'volume-ambiguous', volume: name, arrays });
    }
    return ok(first === undefined ? undefined : this.toDomain(first, name));
  }

  async create(spec: NewVolume, signal: CancelSignal): Promise<Result<BlockVolume, Problem>> {
    const size = Number(spec.size);
    if (!Number.isSafeInteger(size)) {
      return failed({
        kind: 'capacity-out-of-range',
        detail: `${spec.size} bytes is more than the array's API can carry`,
      });
    }
    const { name, description } = spec;
    const created = await this.array.client.change(
      'POST',
      {
        path: '/block-volumes/',
        body: { block_volume: { name, pool_id: Number(spec.pool.id), size, description } },
        operation: `create volume ${name}`,
        decode: (from) => decodeVolume(from.object('block_volume')),
      },
      signal,
    );
    if (created.ok) return settleVolume(this.array, this.toDomain(created.value, name), signal);
    return refusedWith(created.problem, 400, 409)
      ? this.explainRefusal(spec, created.problem, signal)
      : created;
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

  /** `?name=` is exact as far as is known; a volume in the trash may be listed under its old name. */
  private async named(
    name: VolumeName,
    signal: CancelSignal,
  ): Promise<Result<readonly WireVolume[], Problem>> {
    const request = {
      path: '/block-volumes/',
      query: { name },
      key: 'block_volumes',
      operation: `find volume ${name}`,
    };
    const rows = await this.array.client.list(request, decodeVolume, signal);
    return rows.ok ? ok(rows.value.filter((row) => row.name === name && !row.recycled)) : rows;
  }

  /** A duplicate name has no status of its own, so the look-up decides what a refusal meant. */
  private async explainRefusal(
    { name }: NewVolume,
    refusal: Problem,
    signal: CancelSignal,
  ): Promise<Result<never, Problem>> {
    const existing = await this.named(name, signal);
    if (!existing.ok) return existing;
    const [first] = existing.value;
    if (first === undefined) return failed(refusal);
    const difference = `the array has a volume of this name already (id ${first.id}, ${first.size} bytes)`;
    return failed({ kind: 'volume-differs', volume: name, difference });
  }

  private toDomain(wire: WireVolume, name: VolumeName): BlockVolume {
    const { client, identityRule } = this.array;
    return toBlockVolume(wire, name, { name: client.array, identityRule });
  }
}
