/** Sizes of file systems as their own superblocks tell them. Unit: bytes. */

/** The first 4 KiB hold the superblocks of ext (at 1024) and xfs (at 0). */
export const SUPERBLOCK_BYTES = 4096;

/** Kernel: Documentation/filesystems/ext4/super.rst. Little endian. */
const EXT = {
  at: 1024,
  magicAt: 0x38,
  magic: 0xef53,
  blocksLow: 0x4,
  logBlockSize: 0x18,
  blocksHigh: 0x150,
  state: 0x3a,
  incompat: 0x60,
};
/** s_state and s_feature_incompat. The state stays valid while a journalled file system is mounted. */
const VALID = 0x1;
const ERRORS = 0x2;
const NEEDS_RECOVERY = 0x4;
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

/** Why an ext file system cannot be read without a replay or a repair; undefined when it can. */
export function extDirt(head: Uint8Array): string | undefined {
  const view = viewOf(head);
  if ((view.getUint32(EXT.at + EXT.incompat, true) & NEEDS_RECOVERY) !== 0)
    return 'its journal has not been replayed';
  const state = view.getUint16(EXT.at + EXT.state, true);
  if ((state & ERRORS) !== 0) return 'its superblock notes errors';
  return (state & VALID) === 0 ? 'its superblock does not call it clean' : undefined;
}

export function xfsSize(head: Uint8Array): bigint | undefined {
  const view = viewOf(head);
  const magic = new TextDecoder().decode(head.subarray(0, XFS.magic.length));
  if (head.length < SUPERBLOCK_BYTES || magic !== XFS.magic) return undefined;
  return view.getBigUint64(XFS.blocks) * BigInt(view.getUint32(XFS.blockSize));
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
