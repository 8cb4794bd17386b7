import { Buffer } from 'node:buffer';
import { open } from 'node:fs/promises';
import type { GuestAgent } from '../guest/guest-agent.js';
import type { Pool } from '../gateway/pool.js';

const BLOCK = 4096;

/** The shell command that writes one 4 KiB block with O_DIRECT, text padded with spaces. */
export function putCommand(device: string, block: number, text: string): string {
  return `printf '%-${BLOCK}s' '${text}' | \
dd of=${device} bs=${BLOCK} seek=${block} iflag=fullblock oflag=direct conv=notrunc status=none`;
}

export async function putBlock(
  agent: GuestAgent,
  at: { readonly device: string; readonly block: number },
  text: string,
  signal: AbortSignal,
): Promise<void> {
  await agent.must(`set -o pipefail; ${putCommand(at.device, at.block, text)}`, {
    deadlineMs: 60_000,
    signal,
  });
}

export async function getBlock(
  agent: GuestAgent,
  at: { readonly device: string; readonly block: number },
  signal: AbortSignal,
): Promise<string> {
  const script = `dd if=${at.device} bs=${BLOCK} skip=${at.block} count=1 iflag=direct status=none`;
  return readable(Buffer.from(await agent.must(script, { deadlineMs: 60_000, signal }), 'utf8'));
}

/** What the pool itself holds, seen by nobody's cache but the host's, which all gateways share. */
export async function poolBlock(pool: Pool, volumeId: number, block: number): Promise<string> {
  const first = pool.volume(volumeId)?.runs[0];
  if (first === undefined) throw new RangeError(`volume ${volumeId} has no extents`);
  const file = await open(pool.image, 'r');
  try {
    const offset = first.start * pool.extentBytes + block * BLOCK;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BLOCK), 0, BLOCK, offset);
    return readable(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

function readable(bytes: Buffer): string {
  return bytes.toString('latin1').replaceAll('\0', '').trimEnd();
}
