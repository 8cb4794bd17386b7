import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Pool } from '../gateway/pool.js';

/** SHA-256 over every byte the pool holds of a volume, past all gateways. */
export async function poolDigest(pool: Pool, volumeId: number): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(pool.image, 'r');
  try {
    const chunk = new Uint8Array(pool.extentBytes);
    for (const at of extentsOf(pool, volumeId)) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
      if (bytesRead !== chunk.length) throw new Error(`${pool.image} ends at ${at + bytesRead}`);
      hash.update(chunk);
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

/** How many blocks of `every` bytes of the volume begin with the text, past all gateways. */
export async function poolCount(
  pool: Pool,
  volumeId: number,
  { text, every }: { readonly text: string; readonly every: number },
): Promise<number> {
  const wanted = Buffer.from(text);
  const holds = (chunk: Buffer, at: number): boolean => chunk.subarray(at, at + wanted.length).equals(wanted);
  let count = 0;
  const file = await open(pool.image, 'r');
  try {
    const chunk = Buffer.alloc(pool.extentBytes);
    for (const at of extentsOf(pool, volumeId)) {
      await file.read(chunk, 0, chunk.length, at);
      for (let block = 0; block < chunk.length; block += every) count += holds(chunk, block) ? 1 : 0;
    }
  } finally {
    await file.close();
  }
  return count;
}

/** A text of a fixed length. */
export interface Line {
  readonly line: RegExp;
  readonly bytes: number;
}

/**
 * Every such line that the pool holds of the volume, past all gateways: in blocks that begin with one, wherever they are, also where no
 * file has them any more.
 */
export async function poolLines(pool: Pool, volumeId: number, wanted: Line): Promise<readonly string[]> {
  const found: string[] = [];
  const file = await open(pool.image, 'r');
  try {
    const chunk = Buffer.alloc(pool.extentBytes);
    for (const extent of extentsOf(pool, volumeId)) {
      await file.read(chunk, 0, chunk.length, extent);
      found.push(...linesOf(chunk, wanted));
    }
  } finally {
    await file.close();
  }
  return found;
}

function linesOf(extent: Buffer, { line, bytes }: Line): readonly string[] {
  const found: string[] = [];
  const textAt = (from: number): string => extent.toString('latin1', from, from + bytes);
  for (let block = 0; block < extent.length; block += BLOCK_BYTES) {
    if (extent[block] === 0 || !line.test(textAt(block))) continue;
    const starts = Array.from({ length: BLOCK_BYTES / bytes }, (_, index) => block + index * bytes);
    found.push(...starts.map(textAt).filter((text) => line.test(text)));
  }
  return found;
}

/** Of every file system here. */
const BLOCK_BYTES = 4096;

/** Puts bytes at the start of a volume, as another system would have left them there. */
export async function writePool(pool: Pool, volumeId: number, bytes: Uint8Array): Promise<void> {
  const [first] = extentsOf(pool, volumeId);
  if (first === undefined) throw new RangeError(`volume ${volumeId} has no extents`);
  const file = await open(pool.image, 'r+');
  try {
    await file.write(bytes, 0, bytes.length, first);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Where each extent of the volume begins in the pool, in the volume's order. Unit: bytes. */
function extentsOf(pool: Pool, volumeId: number): readonly number[] {
  const held = pool.volume(volumeId);
  if (held === undefined) throw new RangeError(`volume ${volumeId} is not in the pool`);
  return held.runs.flatMap(({ start, count }) =>
    Array.from({ length: count }, (_, index) => (start + index) * pool.extentBytes),
  );
}
