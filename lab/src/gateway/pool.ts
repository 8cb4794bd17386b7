import { open, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackingVolume } from '@twinsite/xms-adapter/simulator';
import { mustRun } from '../host/run-command.js';
import { place, remove, type Allocation, type PoolLayout, type Run } from './extent-allocator.js';
import { Turns } from './turns.js';

const EXTENT_BYTES = 4 * 1024 * 1024;

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
    const pool = new Pool(directory, { version: 1, extentBytes: EXTENT_BYTES, extents, volumes: {} });
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

  /** Allocates or grows; new extents read as zeros whoever had them before. */
  ensure(volume: BackingVolume, signal: AbortSignal): Promise<void> {
    return this.#turns.take('pool', async () => {
      const { naa, sizeBytes } = volume;
      const { layout, added } = place(this.#layout, volume.id, { naa, sizeBytes });
      await this.#wipe(added, signal);
      await this.#store(layout);
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
      await mustRun(argv, { deadlineMs: 30_000, signal });
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
  return JSON.parse(text, (key, value: unknown) =>
    key === 'sizeBytes' ? BigInt(value as string) : value,
  ) as PoolLayout;
}
