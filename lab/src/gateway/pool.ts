import { open, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackingVolume } from '@twinsite/xms-adapter/simulator';
import { mustRun } from '../host/run-command.js';
import {
  place,
  placeSnapshot,
  remove,
  removeSnapshot,
  type Allocation,
  type PoolLayout,
  type Run,
} from './extent-allocator.js';
import { piecesOf } from './extent-copy.js';
import { sparseCopy } from './sparse-copy.js';
import { Turns } from './turns.js';

const EXTENT_BYTES = 4 * 1024 * 1024;
const CHANGE_MS = 30_000;

/** The pool both sites share: one sparse file, and beside it who holds which extents. */
export class Pool {
  readonly image: string;
  readonly #layoutFile: string;
  readonly #turns = new Turns();
  #layout: PoolLayout;

  private constructor(directory: string, layout: PoolLayout) {
    this.image = join(directory, 'pool.img');
    this.#layoutFile = join(directory, 'pool.json');
    this.#layout = layout;
  }

  static async create(directory: string, bytes: bigint): Promise<Pool> {
    const extents = Number(bytes / BigInt(EXTENT_BYTES));
    const pool = new Pool(directory, {
      version: 2,
      extentBytes: EXTENT_BYTES,
      extents,
      volumes: {},
      snapshots: {},
    });
    await (await open(pool.image, 'wx', 0o600)).close();
    await truncate(pool.image, extents * EXTENT_BYTES);
    await pool.#store(pool.#layout);
    return pool;
  }

  static async reopen(directory: string): Promise<Pool> {
    const text = await readFile(join(directory, 'pool.json'), 'utf8');
    return new Pool(directory, parseLayout(text));
  }

  get extentBytes(): number {
    return this.#layout.extentBytes;
  }

  volume(id: number): Allocation | undefined {
    return this.#layout.volumes[id];
  }

  hasSnapshot(id: number): boolean {
    return this.#layout.snapshots[id] !== undefined;
  }

  /** Allocates or grows; new extents read as zeros whoever had them before, or as the snapshot it is made from. */
  ensure(volume: BackingVolume, signal: AbortSignal): Promise<void> {
    return this.#turns.take('pool', async () => {
      const { id, naa, sizeBytes } = volume;
      const source = this.volume(id) === undefined ? this.#sourceOf(volume) : [];
      const { layout, added } = place(this.#layout, id, { naa, sizeBytes });
      await this.#wipe(added, signal);
      await this.#copy(source, added, signal);
      await this.#store(layout);
    });
  }

  /** Copies the volume as it is in the image; the caller keeps everybody from writing meanwhile. */
  takeSnapshot(id: number, volumeId: number, signal: AbortSignal): Promise<void> {
    return this.#turns.take('pool', async () => {
      if (this.hasSnapshot(id)) return;
      const { layout, added } = placeSnapshot(this.#layout, id, volumeId);
      await this.#wipe(added, signal);
      await this.#copy(this.volume(volumeId)?.runs ?? [], added, signal);
      await this.#store(layout);
    });
  }

  releaseSnapshot(id: number, signal: AbortSignal): Promise<void> {
    return this.#turns.take('pool', async () => {
      const held = this.#layout.snapshots[id];
      if (held === undefined) return;
      await this.#store(removeSnapshot(this.#layout, id));
      await this.#wipe(held.runs, signal);
    });
  }

  release(id: number, signal: AbortSignal): Promise<void> {
    return this.#turns.take('pool', async () => {
      const held = this.#layout.volumes[id];
      if (held === undefined) return;
      await this.#store(remove(this.#layout, id));
      await this.#wipe(held.runs, signal);
    });
  }

  async #wipe(runs: readonly Run[], signal: AbortSignal): Promise<void> {
    for (const run of runs) {
      const offset = `--offset=${run.start * EXTENT_BYTES}`;
      const length = `--length=${run.count * EXTENT_BYTES}`;
      const argv = ['fallocate', '--punch-hole', offset, length, this.image] as const;
      await mustRun(argv, { deadlineMs: CHANGE_MS, signal });
    }
  }

  #sourceOf({ snapshotId }: BackingVolume): readonly Run[] {
    if (snapshotId === undefined) return [];
    const snapshot = this.#layout.snapshots[snapshotId];
    if (snapshot === undefined) throw new RangeError(`snapshot ${snapshotId} has no extents`);
    return snapshot.runs;
  }

  /** Into extents that read as zeros, so that zeros need not be written. */
  async #copy(from: readonly Run[], to: readonly Run[], signal: AbortSignal): Promise<void> {
    for (const piece of piecesOf(from, to)) {
      const place = { from: piece.from * EXTENT_BYTES, to: piece.to * EXTENT_BYTES };
      const length = piece.count * EXTENT_BYTES;
      await sparseCopy({ file: this.image, ...place, length }, CHANGE_MS, signal);
    }
  }

  async #store(layout: PoolLayout): Promise<void> {
    const text = JSON.stringify(layout, (_, value: unknown) =>
      typeof value === 'bigint' ? `${value}` : value,
    );
    await writeFile(`${this.#layoutFile}.new`, text);
    await rename(`${this.#layoutFile}.new`, this.#layoutFile);
    this.#layout = layout;
  }
}

function parseLayout(text: string): PoolLayout {
  const read = JSON.parse(text, (key, value: unknown) =>
    key === 'sizeBytes' ? BigInt(value as string) : value,
  ) as Omit<PoolLayout, 'version' | 'snapshots'> & Partial<Pick<PoolLayout, 'snapshots'>>;
  // Version 1 had no snapshots.
  return { snapshots: {}, ...read, version: 2 };
}
