import { encodeHead, readSuperblock, BLOCK_SIZE } from '../filesystem-image.js';
import { done, exit, type Program, type ProgramResult } from '../program.js';
import type { MountedFilesystem } from '../mounted-filesystem.js';
import type { DiskTools } from './mkfs.js';

const wholeBlocks = (bytes: bigint): bigint => (bytes / BigInt(BLOCK_SIZE)) * BigInt(BLOCK_SIZE);

/** resize2fs writes the new size to the disk before it ends. */
export function resize2fsProgram({ devices, mounts }: DiskTools): Program {
  return async ({ args, signal }) => {
    const [path = ''] = args;
    const device = devices.at(path);
    if (device === undefined) return exit(1, `open: No such file or directory while opening ${path}`);
    try {
      const mounted = mounts.filesystemOn(device);
      const superblock = mounted?.superblock ?? (await readSuperblock(device, signal));
      if (superblock === undefined) return exit(1, 'Bad magic number in super-block');
      const sizeBytes = wholeBlocks(device.sizeBytes);
      if (superblock.sizeBytes >= sizeBytes)
        return done('The filesystem is already that long.  Nothing to do!\n');
      const grown = { ...superblock, sizeBytes };
      await device.write(0, encodeHead(grown), signal);
      if (mounted !== undefined) mounted.superblock = grown;
      return done();
    } catch {
      return exit(1, 'Input/output error while resizing');
    }
  };
}

/** xfs_growfs: the new size stands in the log; on the disk after a freeze or the unmount. `-n` prints the geometry. */
export function xfsGrowfsProgram({ mounts }: DiskTools): Program {
  return ({ args }) => {
    const path = args.at(-1) ?? '';
    const mount = mounts.topAt(path);
    const filesystem = mount?.filesystem;
    if (filesystem === undefined || filesystem.superblock.type !== 'xfs')
      return Promise.resolve(exit(1, `xfs_growfs: ${path} is not a mounted XFS filesystem`));
    if (args.length === 2 && args[0] === '-n') return Promise.resolve(done(geometry(filesystem)));
    if (mount?.options.includes('ro') === true)
      return Promise.resolve(
        exit(1, 'xfs_growfs: XFS_IOC_FSGROWFSDATA xfsctl failed: Read-only file system'),
      );
    return Promise.resolve(growXfs(filesystem));
  };
}

/** xfs_io -x -c syncfs -c freeze -c thaw PATH: what the log holds stands on the disk afterwards. */
export function xfsIoProgram({ mounts }: DiskTools): Program {
  return async ({ args, signal }) => {
    const path = args.at(-1) ?? '';
    const filesystem = mounts.topAt(path)?.filesystem;
    if (filesystem === undefined) return exit(1, `${path}: No such file or directory`);
    const orders = args.filter((_, index) => args[index - 1] === '-c');
    if (orders.join() !== 'syncfs,freeze,thaw') return exit(1, `unknown orders ${orders.join()}`);
    await filesystem.setDirty(filesystem.superblock.dirty, signal);
    return done();
  };
}

function growXfs(filesystem: MountedFilesystem): ProgramResult {
  const { superblock, device } = filesystem;
  const before = geometry(filesystem);
  const sizeBytes = wholeBlocks(device.sizeBytes);
  if (sizeBytes > superblock.sizeBytes) filesystem.superblock = { ...superblock, sizeBytes };
  return done(before);
}

function geometry({ superblock }: MountedFilesystem): string {
  const blocks = (superblock.sizeBytes / BigInt(BLOCK_SIZE)).toString();
  return `meta-data=/dev/mapper/m             isize=512    agcount=4, agsize=20480 blks
data     =                       bsize=${BLOCK_SIZE}   blocks=${blocks}, imaxpct=25
         =                       sunit=0      swidth=0 blks
`;
}
