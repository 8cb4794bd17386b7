import { encodeHead, readSuperblock, BLOCK_SIZE } from '../filesystem-image.js';
import { done, exit, type Program, type ProgramResult } from '../program.js';
import type { SimBlockDevice } from '../block-device.js';
import type { DiskTools } from './mkfs.js';

export function resize2fsProgram(tools: DiskTools): Program {
  return async ({ args, signal }) => {
    const [path = ''] = args;
    const device = tools.devices.at(path);
    if (device === undefined) return exit(1, `open: No such file or directory while opening ${path}`);
    return grow(tools, device, signal);
  };
}

export function xfsGrowfsProgram(tools: DiskTools): Program {
  return async ({ args, signal }) => {
    const [path = ''] = args;
    const device = tools.mounts.topAt(path)?.filesystem?.device;
    if (device === undefined) return exit(1, `xfs_growfs: ${path} is not a mounted XFS filesystem`);
    return grow(tools, device, signal);
  };
}

async function grow(
  { mounts }: DiskTools,
  device: SimBlockDevice,
  signal: AbortSignal,
): Promise<ProgramResult> {
  try {
    const superblock = await readSuperblock(device, signal);
    if (superblock === undefined) return exit(1, 'Bad magic number in super-block');
    const sizeBytes = (device.sizeBytes / BigInt(BLOCK_SIZE)) * BigInt(BLOCK_SIZE);
    if (superblock.sizeBytes >= sizeBytes)
      return done('The filesystem is already that long.  Nothing to do!\n');
    const grown = { ...superblock, sizeBytes };
    await device.write(0, encodeHead(grown), signal);
    const mounted = mounts.filesystemOn(device);
    if (mounted !== undefined) mounted.superblock = grown;
    return done();
  } catch {
    return exit(1, 'Input/output error while resizing');
  }
}
