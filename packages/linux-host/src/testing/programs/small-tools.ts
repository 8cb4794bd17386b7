import { BLOCK_SIZE } from '../filesystem-image.js';
import { done, exit, type Program } from '../program.js';
import type { DiskTools } from './mkfs.js';

/** stat -f: figures of a mounted file system. */
export function statProgram({ mounts }: DiskTools): Program {
  return ({ args }) => {
    const [option, , format, , path = ''] = args;
    if (option !== '-f' || format !== '%S %b %f %a %c %d') return Promise.resolve(exit(1, 'stat: bad usage'));
    const filesystem = mounts.topAt(path)?.filesystem;
    if (filesystem === undefined) {
      return Promise.resolve(
        exit(1, `stat: cannot read file system information for '${path}': No such file or directory`),
      );
    }
    const total = filesystem.superblock.sizeBytes / BigInt(BLOCK_SIZE);
    const free = total - BigInt(Math.ceil(filesystem.usedBytes() / BLOCK_SIZE));
    return Promise.resolve(done(`${[BLOCK_SIZE, total, free, free, 16128, 16117].join(' ')}\n`));
  };
}

/**
 * blockdev(8). --flushbufs needs a path to the disk, and waits for one while the map queues; --setro and --setrw need
 * none.
 */
export function blockdevProgram({ devices }: DiskTools): Program {
  return async ({ args, signal }) => {
    const [option, path = ''] = args;
    const device = devices.at(path);
    if (!['--flushbufs', '--setro', '--setrw'].includes(option ?? '')) return exit(1, 'blockdev: bad usage');
    if (device === undefined) return exit(1, `blockdev: cannot open ${path}: No such file or directory`);
    if (option !== '--flushbufs') {
      device.readOnly = option === '--setro';
      return done();
    }
    try {
      await device.read(0, 512, signal);
      return done();
    } catch {
      return exit(1, `blockdev: ioctl error on BLKFLSBUF: Input/output error`);
    }
  };
}
