import type { BlockDeviceTable, SimBlockDevice } from '../block-device.js';
import { encodeHead, readSuperblock, type Superblock } from '../filesystem-image.js';
import { done, exit, type Program, type ProgramResult } from '../program.js';

/** e2fsck -p: replays the journal. */
export function e2fsckProgram(devices: BlockDeviceTable): Program {
  return ({ args, signal }) => {
    const [option, path = ''] = args;
    if (option !== '-p') return Promise.resolve(exit(16, 'Usage: e2fsck'));
    return onFilesystem(devices.at(path), signal, async (superblock, device) => {
      if (superblock === undefined || superblock.type === 'xfs')
        return exit(8, `e2fsck: Bad magic number in super-block while trying to open ${path}`);
      if (superblock.dirty) await device.write(0, encodeHead({ ...superblock, dirty: false }), signal);
      const said = superblock.dirty ? 'recovering journal' : 'clean, 11/16128 files, 9449/65536 blocks';
      return done(`${path}: ${said}\n`);
    });
  };
}

/** xfs_logprint -t: where the log begins and ends. */
export function xfsLogprintProgram(devices: BlockDeviceTable): Program {
  return ({ args, signal }) => {
    const [option, path = ''] = args;
    if (option !== '-t') return Promise.resolve(exit(1, 'Usage: xfs_logprint [options...] <device>'));
    return onFilesystem(devices.at(path), signal, (superblock) => {
      if (superblock?.type !== 'xfs') return Promise.resolve(exit(1, 'external log device not specified'));
      const state = superblock.dirty
        ? 'log tail: 18 head: 190 state: <DIRTY>'
        : 'log tail: 2 head: 2 state: <CLEAN>';
      return Promise.resolve(done(`xfs_logprint:\n    data device: 0x700\n\n    ${state}\n\n`));
    });
  };
}

async function onFilesystem(
  device: SimBlockDevice | undefined,
  signal: AbortSignal,
  act: (superblock: Superblock | undefined, device: SimBlockDevice) => Promise<ProgramResult>,
): Promise<ProgramResult> {
  if (device === undefined) return exit(8, 'No such file or directory while trying to open the device');
  try {
    return await act(await readSuperblock(device, signal), device);
  } catch {
    return exit(8, 'Input/output error while reading the superblock');
  }
}
