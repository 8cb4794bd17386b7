import { never, type Format, type FsType, type Problem, type Result } from '@twinsite/domain';
import { linuxHost, type LinuxHost } from '../src/index.js';
import {
  DiskIoError,
  MemoryDisk,
  simulatedLinux,
  VirtualClock,
  type SimBlockDevice,
  type SimulatedLinux,
} from '../src/testing/index.js';

export const MIB = 1024 * 1024;

export interface LocalDisk extends SimBlockDevice {
  readonly content: MemoryDisk;
  /** Every access fails from now on. */
  broken: boolean;
  /** No access ever ends. */
  silent: boolean;
}

/** A plain disk of a simulated machine, without any network. */
export function localDisk(name: string, sizeBytes: bigint): LocalDisk {
  const content = new MemoryDisk('', sizeBytes);
  const check = (): Promise<void> => {
    if (disk.broken) return Promise.reject(new DiskIoError(name));
    return disk.silent ? new Promise(() => undefined) : Promise.resolve();
  };
  const disk: LocalDisk = {
    name,
    content,
    broken: false,
    silent: false,
    mapName: undefined,
    majorMinor: '259:0',
    sizeBytes,
    read: (offset, length) => check().then(() => content.read(offset, length)),
    write: (offset, bytes) => check().then(() => content.write(offset, bytes)),
    attributes: () => [],
  };
  return disk;
}

export interface Machine {
  readonly clock: VirtualClock;
  readonly linux: SimulatedLinux;
  readonly host: LinuxHost;
  readonly disk: LocalDisk;
  /** Lets simulated time pass until the answer is there. */
  readonly wait: <T>(promise: Promise<T>) => Promise<T>;
}

export function machine(sizeBytes = BigInt(64 * MIB)): Machine {
  const clock = new VirtualClock();
  const linux = simulatedLinux(clock);
  const disk = localDisk('vda', sizeBytes);
  linux.devices.add(disk);
  const host = linuxHost(linux.access, { journalDirectory: '/nonexistent' });
  return { clock, linux, host, disk, wait: (promise) => clock.during(promise) };
}

/** A format without options of a class. */
export const plain = (fsType: FsType): Format => ({ fsType, options: [] });

export const DEVICE = '/dev/vda';
export { never };

export function valueOf<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

export function problemOf<T>(result: Result<T, Problem>): Problem {
  if (result.ok) throw new Error('no problem came back');
  return result.problem;
}
