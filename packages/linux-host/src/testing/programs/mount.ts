import type { BlockDeviceTable, SimBlockDevice } from '../block-device.js';
import { readSuperblock, type Superblock } from '../filesystem-image.js';
import { MountedFilesystem } from '../mounted-filesystem.js';
import { done, exit, type Program, type ProgramResult } from '../program.js';
import type { SimMount, SimulatedMounts } from '../simulated-mounts.js';

export interface MountTools {
  readonly devices: BlockDeviceTable;
  readonly mounts: SimulatedMounts;
  readonly exists: (path: string) => boolean;
}

const FAILURE = 32;
const DEVTMPFS = '0:6';
/** What makes mount(2) leave the journal alone, and which words it does not know. */
const SKIPS_REPLAY = { ext3: 'noload', ext4: 'noload', xfs: 'norecovery' } as const;
const UNKNOWN = { ext3: ['norecovery', 'nouuid'], ext4: ['norecovery', 'nouuid'], xfs: ['noload'] } as const;

/** mount(8): `-t TYPE [-o OPTIONS] -- DEVICE PATH` and `-o bind[,ro] -- SOURCE PATH`. */
export function mountProgram(tools: MountTools): Program {
  return ({ args, signal }) => {
    const at = args.indexOf('--');
    const [source = '', path = ''] = args.slice(at + 1);
    const options = new Map(
      args.slice(0, at).flatMap((arg, index, all) => (index % 2 === 0 ? [[arg, all[index + 1]]] : [])) as [
        string,
        string,
      ][],
    );
    if (at < 0 || [...options.keys()].some((name) => name !== '-t' && name !== '-o')) {
      return Promise.resolve(exit(1, 'mount: bad usage'));
    }
    if (!tools.exists(path))
      return Promise.resolve(exit(FAILURE, `mount: ${path}: mount point does not exist.`));
    const flags = options.get('-o')?.split(',') ?? [];
    if (flags.includes('bind'))
      return Promise.resolve(bind(tools, { source, path, isReadOnly: flags.includes('ro') }));
    return mountDevice(tools, { source, path, fsType: options.get('-t') ?? 'auto', flags }, signal);
  };
}

function bind(
  { devices, mounts, exists }: MountTools,
  {
    source,
    path,
    isReadOnly,
  }: { readonly source: string; readonly path: string; readonly isReadOnly: boolean },
): ProgramResult {
  const options = [isReadOnly ? 'ro' : 'rw', 'relatime'];
  const node = devices.at(source);
  if (node !== undefined) {
    mounts.add({ ...nodeMount(node), path, options });
    return done();
  }
  const below = mounts.above(source);
  if (below === undefined) {
    if (!exists(source)) return exit(FAILURE, `mount: ${path}: special device ${source} does not exist.`);
    mounts.add({
      path,
      source: 'rootfs',
      majorMinor: '0:2',
      root: source,
      fsType: 'rootfs',
      options,
      filesystem: undefined,
      node: undefined,
    });
    return done();
  }
  mounts.add({
    ...below,
    path,
    root: `${below.root}${source.slice(below.path.length)}`.replace('//', '/'),
    options,
  });
  return done();
}

const nodeMount = (node: SimBlockDevice): Omit<SimMount, 'path' | 'options'> => ({
  source: 'devtmpfs',
  majorMinor: DEVTMPFS,
  root: `/${node.name}`,
  fsType: 'devtmpfs',
  filesystem: undefined,
  node,
});

function writesAtMount({ type, dirty }: Superblock, flags: readonly string[]): boolean {
  return !flags.includes('ro') || (dirty && !flags.includes(SKIPS_REPLAY[type]));
}

async function mountDevice(
  { devices, mounts }: MountTools,
  request: {
    readonly source: string;
    readonly path: string;
    readonly fsType: string;
    readonly flags: readonly string[];
  },
  signal: AbortSignal,
): Promise<ProgramResult> {
  const { source, path, fsType, flags } = request;
  const device = devices.at(source);
  if (device === undefined) return exit(FAILURE, `mount: ${path}: special device ${source} does not exist.`);
  const wrong = `mount: ${path}: wrong fs type, bad option, bad superblock on ${source}, missing codepage or helper program, or other error.`;
  try {
    const superblock = await readSuperblock(device, signal);
    if (superblock?.type !== fsType || UNKNOWN[superblock.type].some((word) => flags.includes(word)))
      return exit(FAILURE, wrong);
    const isReadOnly = flags.includes('ro');
    if (device.readOnly === true && writesAtMount(superblock, flags))
      return exit(FAILURE, `mount: ${path}: cannot mount ${source} read-only.`);
    const filesystem = mounts.filesystemOn(device) ?? new MountedFilesystem(device, superblock);
    if (!isReadOnly) await filesystem.setDirty(true, signal);
    const options = [isReadOnly ? 'ro' : 'rw', 'relatime'];
    const { majorMinor } = device;
    mounts.add({ path, source, majorMinor, root: '/', fsType, options, filesystem, node: undefined });
    return done();
  } catch {
    return exit(FAILURE, `mount: ${path}: can't read superblock on ${source}.`);
  }
}

/** umount(8): takes the topmost mount off; the last one of a file system writes down that it is clean. */
export function umountProgram({ mounts }: MountTools): Program {
  return async ({ args, signal }) => {
    const [dashes, path = ''] = args;
    if (dashes !== '--') return exit(1, 'umount: bad usage');
    const mount = mounts.topAt(path);
    if (mount === undefined) return exit(FAILURE, `umount: ${path}: not mounted.`);
    if (!mounts.remove(mount)) return exit(FAILURE, `umount: ${path}: target is busy.`);
    const { filesystem } = mount;
    if (filesystem === undefined || mounts.filesystemOn(filesystem.device) !== undefined) return done();
    // A disk that cannot be written stays dirty; the unmount is done all the same.
    if (filesystem.superblock.dirty) await filesystem.setDirty(false, signal).catch(() => undefined);
    return done();
  };
}
