/** Sizes of file systems as their own superblocks tell them. Unit: bytes. */

/** The first 4 KiB hold the superblocks of ext (at 1024) and xfs (at 0). */
export const SUPERBLOCK_BYTES = 4096;

/** Kernel: Documentation/filesystems/ext4/super.rst. Little endian. */
const EXT = { at: 1024, magicAt: 0x38, magic: 0xef53, blocksLow: 0x4, logBlockSize: 0x18, blocksHigh: 0x150 };
/** xfs_format.h, struct xfs_dsb. Big endian. */
const XFS = { magic: 'XFSB', blockSize: 4, blocks: 8 };

export function extSize(head: Uint8Array): bigint | undefined {
  const view = viewOf(head);
  if (head.length < SUPERBLOCK_BYTES || view.getUint16(EXT.at + EXT.magicAt, true) !== EXT.magic)
    return undefined;
  const low = BigInt(view.getUint32(EXT.at + EXT.blocksLow, true));
  const high = BigInt(view.getUint32(EXT.at + EXT.blocksHigh, true));
  return ((high << 32n) + low) * BigInt(1024 << view.getUint32(EXT.at + EXT.logBlockSize, true));
}

export function xfsSize(head: Uint8Array): bigint | undefined {
  const view = viewOf(head);
  const magic = new TextDecoder().decode(head.subarray(0, XFS.magic.length));
  if (head.length < SUPERBLOCK_BYTES || magic !== XFS.magic) return undefined;
  return view.getBigUint64(XFS.blocks) * BigInt(view.getUint32(XFS.blockSize));
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
