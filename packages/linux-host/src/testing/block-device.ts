import { posix } from 'node:path';
import { file, link, type TreePart } from './file-tree.js';

/** A disk of the simulated kernel. Reads and writes wait as long as the kernel would. */
export interface SimBlockDevice {
  /** Kernel name. */
  readonly name: string;
  /** Name below /dev/mapper, for maps. */
  readonly mapName: string | undefined;
  readonly majorMinor: string;
  readonly sizeBytes: bigint;
  /** Refuses writes: BLKROSET, blockdev(8). */
  readOnly?: boolean;
  /** Processes that hold the device open, beside mounts. */
  openers?: number;
  read(offset: number, length: number, signal: AbortSignal): Promise<Uint8Array>;
  write(offset: number, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /** What stands below /sys/block/NAME beside size and dev; paths relative to it. */
  attributes(): TreePart;
}

/** EIO as a program sees it. */
export class DiskIoError extends Error {
  readonly code = 'EIO';
}

/** EPERM, as a write to a device that is set read-only ends (seen on Linux 6.1). */
export class DiskReadOnlyError extends Error {
  readonly code = 'EPERM';
}

export class BlockDeviceTable {
  private readonly devices = new Map<string, SimBlockDevice>();

  add(device: SimBlockDevice): void {
    this.devices.set(device.name, device);
  }

  remove(name: string): void {
    this.devices.delete(name);
  }

  all(): readonly SimBlockDevice[] {
    return [...this.devices.values()];
  }

  /** By `/dev/…` path. */
  at(path: string): SimBlockDevice | undefined {
    const name = posix.basename(path);
    if (path === `/dev/${name}`) return this.devices.get(name);
    return this.all().find((device) => path === `/dev/mapper/${device.mapName ?? ''}`);
  }

  tree(): TreePart {
    return this.all().flatMap((device): TreePart => {
      const { name, mapName, majorMinor, sizeBytes } = device;
      const own = device.attributes().map(([path, leaf]) => [`/sys/block/${name}/${path}`, leaf] as const);
      const [major, minor] = majorMinor.split(':');
      const uevent = `MAJOR=${major ?? ''}\nMINOR=${minor ?? ''}\nDEVNAME=${name}\nDEVTYPE=disk\n`;
      return [
        [`/sys/block/${name}/size`, file(`${(sizeBytes / 512n).toString()}\n`)],
        [`/sys/block/${name}/ro`, file(device.readOnly === true ? '1\n' : '0\n')],
        [`/sys/block/${name}/dev`, file(`${majorMinor}\n`)],
        [`/sys/dev/block/${majorMinor}/uevent`, file(uevent)],
        ...(mapName === undefined ? [] : [[`/dev/mapper/${mapName}`, link(`../${name}`)] as const]),
        ...own,
      ];
    });
  }
}
