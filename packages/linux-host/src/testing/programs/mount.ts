import type { BlockDeviceTable, SimBlockDevice } from '../block-device.js';
import { readSuperblock } from '../filesystem-image.js';
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
    if (superblock?.type !== fsType) return exit(FAILURE, wrong);
    const filesystem = mounts.filesystemOn(device) ?? new MountedFilesystem(device, superblock);
    const options = [flags.includes('ro') ? 'ro' : 'rw', 'relatime'];
    const { majorMinor } = device;
    mounts.add({ path, source, majorMinor, root: '/', fsType, options, filesystem, node: undefined });
    return done();
  } catch {
    return exit(FAILURE, `mount: ${path}: can't read superblock on ${source}.`);
  }
}

/** umount(8): takes the topmost mount off. */
export function umountProgram({ mounts }: MountTools): Program {
  return ({ args }) => {
    const [dashes, path = ''] = args;
    if (dashes !== '--') return Promise.resolve(exit(1, 'umount: bad usage'));
    const mount = mounts.topAt(path);
    if (mount === undefined) return Promise.resolve(exit(FAILURE, `umount: ${path}: not mounted.`));
    return Promise.resolve(mounts.remove(mount) ? done() : exit(FAILURE, `umount: ${path}: target is busy.`));
  };
}
