import type { BlockDeviceTable } from '../block-device.js';
import {
  BLOCK_SIZE,
  encodeHead,
  HEAD_BYTES,
  TABLE_AT,
  TABLE_BYTES,
  type ImageType,
} from '../filesystem-image.js';
import { done, exit, KILLED, type Program, type ProgramCall, type ProgramResult } from '../program.js';
import type { SimulatedMounts } from '../simulated-mounts.js';

export interface DiskTools {
  readonly devices: BlockDeviceTable;
  readonly mounts: SimulatedMounts;
}

/** xfsprogs 6.1 refuses less. */
const XFS_SMALLEST = 300n * 1024n * 1024n;

export function mkfsExtProgram(tools: DiskTools, type: ImageType): Program {
  return (call) => {
    const [size = '', device = '', ...options] = [...call.args].reverse();
    const known = /^-q -m 0 -E (\w+=[01],)*(no)?discard(,\w+=\d+)*( -[a-zA-Z] \S+)*$/;
    const kib = /^(\d+)k$/.exec(size)?.[1];
    if (kib === undefined || !known.test(options.reverse().join(' ')))
      return Promise.resolve(exit(1, `mke2fs: usage`));
    return make(tools, call, { type, path: device, sizeBytes: BigInt(kib) * 1024n });
  };
}

export function mkfsXfsProgram(tools: DiskTools): Program {
  return async (call) => {
    const path = call.args.at(-1) ?? '';
    const options = call.args.slice(0, -1).join(' ');
    const bytes = /^-q -f -K -d size=(\d+)( -[a-zA-Z] \S+)*$/.exec(options)?.[1];
    if (bytes === undefined) return exit(1, 'Usage: mkfs.xfs');
    if (BigInt(bytes) < XFS_SMALLEST) return exit(1, 'Filesystem must be larger than 300MB.');
    return make(tools, call, { type: 'xfs', path, sizeBytes: BigInt(bytes) });
  };
}

interface Plan {
  readonly type: ImageType;
  readonly path: string;
  readonly sizeBytes: bigint;
}

/** mkfs.xfs 6.1 zeroes so much at the end of the whole device first, whatever size it is told (seen with strace). */
const XFS_WHACKS = 128 * 1024;

/** As the real ones: old signatures first, tables next, the superblock that makes it a file system last. */
async function make({ devices, mounts }: DiskTools, call: ProgramCall, plan: Plan): Promise<ProgramResult> {
  const { path, sizeBytes } = plan;
  const device = devices.at(path);
  if (device === undefined) return exit(1, `The file ${path} does not exist and no size was specified.`);
  if (mounts.filesystemOn(device) !== undefined)
    return exit(1, `${path} is mounted; will not make a filesystem here!`);
  if (sizeBytes > device.sizeBytes) return exit(1, `${path}: Not enough space for the filesystem`);
  const { signal, dieHalfWay } = call;
  try {
    await device.write(0, new Uint8Array(HEAD_BYTES), signal);
    if (plan.type === 'xfs')
      await device.write(Number(device.sizeBytes) - XFS_WHACKS, new Uint8Array(XFS_WHACKS), signal);
    await device.write(
      2 * BLOCK_SIZE,
      new TextEncoder().encode('inode tables'.padEnd(BLOCK_SIZE, '.')),
      signal,
    );
    if (dieHalfWay) return KILLED;
    await device.write(TABLE_AT, new Uint8Array(TABLE_BYTES), signal);
    await device.write(0, encodeHead({ ...plan, dirty: false }), signal);
    return done();
  } catch {
    return exit(1, `${path}: Input/output error while writing`);
  }
}
