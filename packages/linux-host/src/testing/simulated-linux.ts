import type { HostAccess } from '../linux-host.js';
import { BlockDeviceTable } from './block-device.js';
import { file, type TreePart } from './file-tree.js';
import type { MountedFilesystem } from './mounted-filesystem.js';
import type { Program } from './program.js';
import { e2fsckProgram, xfsLogprintProgram } from './programs/check.js';
import { ddProgram } from './programs/dd.js';
import { resize2fsProgram, xfsGrowfsProgram, xfsIoProgram } from './programs/grow.js';
import { mkfsExtProgram, mkfsXfsProgram } from './programs/mkfs.js';
import { mountProgram, umountProgram } from './programs/mount.js';
import { blkidProgram, wipefsProgram } from './programs/probe.js';
import { blockdevProgram, statProgram } from './programs/small-tools.js';
import { clockOf, type SimClock } from './sim-clock.js';
import { SimulatedFiles } from './simulated-files.js';
import { SimulatedLauncher } from './simulated-launcher.js';
import { SimulatedMounts } from './simulated-mounts.js';
import { SimulatedPaths } from './simulated-paths.js';
import { ToolFaults } from './tool-faults.js';

/** A simulated machine without any storage network: block devices, mounts, files, programs. */
export interface SimulatedLinux {
  readonly access: HostAccess;
  readonly clock: SimClock;
  readonly devices: BlockDeviceTable;
  readonly mounts: SimulatedMounts;
  readonly paths: SimulatedPaths;
  readonly faults: ToolFaults;
  readonly launcher: SimulatedLauncher;
  /** Programs and trees that storage adapters' simulators add. */
  readonly programs: Map<string, Program>;
  readonly trees: (() => TreePart)[];
  /** Counts the starts of the machine. */
  readonly boot: { count: number };
  /** The open file of an application below a mounted path. */
  mountedFile(path: string): MountedFile;
}

/** What an application does with a file. */
export interface MountedFile {
  /** Resolves when the bytes are on the disk, as after fdatasync(2); stalls while no path carries them. */
  appendRecord(bytes: Uint8Array, signal?: AbortSignal): Promise<void>;
  /** The whole file, read from the disk through the paths of now. */
  readBack(signal?: AbortSignal): Promise<Uint8Array>;
}

const forever = new AbortController().signal;

export function simulatedLinux(clock: SimClock, startMs = 0): SimulatedLinux {
  const devices = new BlockDeviceTable();
  const mounts = new SimulatedMounts();
  const paths = new SimulatedPaths((path) => mounts.topAt(path) !== undefined);
  const programs = diskPrograms(devices, mounts, (path) => paths.exists(path));
  const faults = new ToolFaults();
  const launcher = new SimulatedLauncher(programs, faults, { clock, startMs });
  const boot = { count: 1 };
  const trees = [
    () => devices.tree(),
    () => mounts.tree(),
    (): TreePart => [
      ['/proc/version', file('simulated\n')],
      ['/proc/sys/kernel/random/boot_id', file(`boot-${boot.count}\n`)],
    ],
  ];
  const files = new SimulatedFiles(() => trees.map((tree) => tree()));
  return {
    access: { launcher, files, paths, clock: clockOf(clock) },
    clock,
    devices,
    mounts,
    paths,
    faults,
    launcher,
    programs,
    trees,
    boot,
    mountedFile: (path) => mountedFile(mounts, path),
  };
}

function diskPrograms(
  devices: BlockDeviceTable,
  mounts: SimulatedMounts,
  exists: (path: string) => boolean,
): Map<string, Program> {
  const tools = { devices, mounts, exists };
  return new Map([
    ['dd', ddProgram(devices)],
    ['blkid', blkidProgram(devices)],
    ['wipefs', wipefsProgram(devices)],
    ['mkfs.ext3', mkfsExtProgram(tools, 'ext3')],
    ['mkfs.ext4', mkfsExtProgram(tools, 'ext4')],
    ['mkfs.xfs', mkfsXfsProgram(tools)],
    ['e2fsck', e2fsckProgram(devices)],
    ['xfs_logprint', xfsLogprintProgram(devices)],
    ['resize2fs', resize2fsProgram(tools)],
    ['xfs_growfs', xfsGrowfsProgram(tools)],
    ['xfs_io', xfsIoProgram(tools)],
    ['mount', mountProgram(tools)],
    ['umount', umountProgram(tools)],
    ['stat', statProgram(tools)],
    ['blockdev', blockdevProgram(tools)],
  ]);
}

/** The file stays with the file system it was opened on, whatever is mounted over it later. */
function mountedFile(mounts: SimulatedMounts, path: string): MountedFile {
  const mount = mounts.above(path);
  const filesystem: MountedFilesystem | undefined = mount?.filesystem;
  if (mount === undefined || filesystem === undefined)
    throw new Error(`ENOENT: no file system is mounted at ${path}`);
  const name = path.slice(mount.path.length + 1);
  return {
    appendRecord: async (bytes, signal = forever) => {
      if (mount.options.includes('ro'))
        throw Object.assign(new Error('Read-only file system'), { code: 'EROFS' });
      await filesystem.append(name, bytes, signal);
    },
    readBack: async (signal = forever) => {
      const bytes = await filesystem.read(name, signal);
      if (bytes === undefined) throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
      return bytes;
    },
  };
}
