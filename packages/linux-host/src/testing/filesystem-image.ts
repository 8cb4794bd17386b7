import type { SimBlockDevice } from './block-device.js';

/**
 * The simulated file systems: real superblock offsets, so that the same bytes are recognised from the disk, and a
 * model of files in between. Everything stands on the disk; nothing is kept in the host.
 */
export type ImageType = 'ext3' | 'ext4' | 'xfs';

export interface Superblock {
  readonly type: ImageType;
  readonly sizeBytes: bigint;
  /** Mounted for writing, or not unmounted since: it needs a replay. */
  readonly dirty: boolean;
}

export const HEAD_BYTES = 4096;
export const BLOCK_SIZE = 4096;
/** One block with the names and lengths of all files. */
export const TABLE_AT = 1024 * 1024;
export const TABLE_BYTES = 4096;
const EXT_MAGIC = 0xef53;
const EXT4_EXTENTS = 0x40;
const EXT_RECOVER = 0x4;
/** xfs has a log for this; here it is one byte behind the superblock. */
const XFS_LOG_STATE = 4095;

export function encodeHead({ type, sizeBytes, dirty }: Superblock): Uint8Array {
  const head = new Uint8Array(HEAD_BYTES);
  const view = new DataView(head.buffer);
  const blocks = sizeBytes / BigInt(BLOCK_SIZE);
  if (type === 'xfs') {
    head.set(new TextEncoder().encode('XFSB'));
    view.setUint32(4, BLOCK_SIZE);
    view.setBigUint64(8, blocks);
    view.setUint8(XFS_LOG_STATE, dirty ? 1 : 0);
    return head;
  }
  const ext = 1024;
  view.setUint32(ext + 0x4, Number(blocks & 0xffffffffn), true);
  view.setUint32(ext + 0x18, 2, true);
  view.setUint16(ext + 0x38, EXT_MAGIC, true);
  view.setUint16(ext + 0x3a, 1, true);
  view.setUint32(ext + 0x5c, 0x4, true);
  view.setUint32(ext + 0x60, (type === 'ext4' ? EXT4_EXTENTS : 0) | (dirty ? EXT_RECOVER : 0), true);
  view.setUint32(ext + 0x150, Number(blocks >> 32n), true);
  return head;
}

export function decodeHead(head: Uint8Array): Superblock | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (new TextDecoder().decode(head.subarray(0, 4)) === 'XFSB') {
    const sizeBytes = view.getBigUint64(8) * BigInt(view.getUint32(4));
    return { type: 'xfs', sizeBytes, dirty: view.getUint8(XFS_LOG_STATE) === 1 };
  }
  const ext = 1024;
  if (view.getUint16(ext + 0x38, true) !== EXT_MAGIC) return undefined;
  const blocks = (BigInt(view.getUint32(ext + 0x150, true)) << 32n) + BigInt(view.getUint32(ext + 0x4, true));
  const features = view.getUint32(ext + 0x60, true);
  const type = (features & EXT4_EXTENTS) === 0 ? 'ext3' : 'ext4';
  const sizeBytes = blocks * BigInt(1024 << view.getUint32(ext + 0x18, true));
  return { type, sizeBytes, dirty: (features & EXT_RECOVER) !== 0 };
}

export async function readSuperblock(
  device: SimBlockDevice,
  signal: AbortSignal,
): Promise<Superblock | undefined> {
  return decodeHead(await device.read(0, HEAD_BYTES, signal));
}
