import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Pool } from '../../src/gateway/pool.js';

const MIB = 1024 ** 2;
const signal = new AbortController().signal;
let directory: string;
let pool: Pool;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'twinsite-pool-'));
  pool = await Pool.create(directory, BigInt(64 * MIB));
});

afterEach(() => rm(directory, { recursive: true }));

const volume = (id: number, mebibytes: number, snapshotId?: number) => ({
  id,
  sizeBytes: BigInt(mebibytes * MIB),
  naa: `6001405${String(id).padStart(25, '0')}`,
  snapshotId,
});

/** Where a byte of a volume lies in the image, by its runs. */
function placeOf(id: number, offset: number): number {
  let left = offset;
  for (const { start, count } of pool.volume(id)?.runs ?? []) {
    if (left < count * pool.extentBytes) return start * pool.extentBytes + left;
    left -= count * pool.extentBytes;
  }
  throw new Error(`volume ${id} has no byte ${offset}`);
}

async function put(id: number, offset: number, text: string): Promise<void> {
  const file = await open(pool.image, 'r+');
  await file.write(text, placeOf(id, offset));
  await file.close();
}

async function at(id: number, offset: number): Promise<string> {
  const file = await open(pool.image, 'r');
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, placeOf(id, offset));
  await file.close();
  return buffer.toString().replaceAll('\0', '');
}

describe('a snapshot in the pool', () => {
  it('has the bytes of its moment, and so has a volume made from it, in extents of its own', async () => {
    await pool.ensure(volume(1, 10), signal);
    await put(1, 0, 'old');
    await put(1, 9 * MIB, 'end');
    await pool.takeSnapshot(1, 1, signal);
    await put(1, 0, 'new');
    await pool.ensure(volume(2, 10, 1), signal);
    expect([await at(2, 0), await at(2, 9 * MIB), await at(2, MIB)]).toEqual(['old', 'end', '']);
    await put(2, 0, 'own');
    await pool.ensure(volume(3, 10, 1), signal);
    expect([await at(1, 0), await at(2, 0), await at(3, 0)]).toEqual(['new', 'own', 'old']);
  });

  it('is taken once, whatever its volume holds later', async () => {
    await pool.ensure(volume(1, 4), signal);
    await put(1, 0, 'old');
    await pool.takeSnapshot(1, 1, signal);
    await put(1, 0, 'new');
    await pool.takeSnapshot(1, 1, signal);
    await pool.ensure(volume(2, 4, 1), signal);
    expect(await at(2, 0)).toBe('old');
  });

  it('gives a larger volume zeros behind its bytes, whoever had the extents before', async () => {
    await pool.ensure(volume(1, 4), signal);
    await pool.takeSnapshot(1, 1, signal);
    await pool.ensure(volume(2, 8), signal);
    await put(2, 5 * MIB, 'old');
    await pool.release(2, signal);
    await pool.ensure(volume(3, 12, 1), signal);
    expect([await at(3, 5 * MIB), await at(3, 9 * MIB)]).toEqual(['', '']);
  });

  it('gives its extents back, and the volume made from it keeps its bytes', async () => {
    await pool.ensure(volume(1, 28), signal);
    await put(1, 0, 'old');
    await pool.takeSnapshot(1, 1, signal);
    await pool.release(1, signal);
    await pool.ensure(volume(2, 28, 1), signal);
    await pool.releaseSnapshot(1, signal);
    await pool.releaseSnapshot(1, signal);
    await pool.ensure(volume(3, 28), signal);
    expect([await at(2, 0), await at(3, 0)]).toEqual(['old', '']);
    await expect(pool.ensure(volume(4, 4, 1), signal)).rejects.toThrow(/snapshot 1 has no extents/);
  });
});

describe('the record of a pool', () => {
  it('survives a reopening, and one from before there were snapshots is read', async () => {
    await pool.ensure(volume(1, 4), signal);
    await pool.takeSnapshot(7, 1, signal);
    expect((await Pool.reopen(directory)).hasSnapshot(7)).toBe(true);
    const file = join(directory, 'pool.json');
    const old = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    delete old['snapshots'];
    await writeFile(file, JSON.stringify({ ...old, version: 1 }));
    const reopened = await Pool.reopen(directory);
    expect([reopened.hasSnapshot(7), reopened.volume(1)?.sizeBytes]).toEqual([false, BigInt(4 * MIB)]);
  });
});
