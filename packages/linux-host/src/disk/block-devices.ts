import {
  bytes,
  failed,
  ok,
  type Bytes,
  type CancelSignal,
  type Problem,
  type Result,
} from '@twinsite/domain';
import type { HostFiles } from '../files/host-files.port.js';
import { readText } from '../files/read-text.js';

/** /sys/block counts in sectors of 512 bytes, whatever the disk's own block size is. */
const SECTOR = 512n;

/** Facts about block devices from sysfs, without opening them. */
export class BlockDevices {
  private readonly files: HostFiles;

  constructor(files: HostFiles) {
    this.files = files;
  }

  /** Kernel names of all disks, e.g. `sda`, `dm-0`. */
  names(signal: CancelSignal): Promise<Result<readonly string[], Problem>> {
    return this.files.list('/sys/block', signal);
  }

  /** An attribute of a disk, e.g. `dm/uuid`; undefined when it has none. */
  attribute(
    name: string,
    attribute: string,
    signal: CancelSignal,
  ): Promise<Result<string | undefined, Problem>> {
    return readText(this.files, `/sys/block/${name}/${attribute}`, signal);
  }

  /** Undefined when there is no such disk, or while the kernel is still setting it up. */
  async size(name: string, signal: CancelSignal): Promise<Result<Bytes | undefined, Problem>> {
    const sectors = await this.attribute(name, 'size', signal);
    if (!sectors.ok) return sectors;
    const isCount = /^\d+$/.test(sectors.value ?? '');
    return ok(isCount ? bytes(BigInt(sectors.value ?? '') * SECTOR) : undefined);
  }

  /** Names below a directory of the disk: `slaves`, `holders`. */
  below(name: string, directory: string, signal: CancelSignal): Promise<Result<readonly string[], Problem>> {
    return this.files.list(`/sys/block/${name}/${directory}`, signal);
  }

  /** The kernel name behind `/dev/sda`, `/dev/dm-0` or `/dev/mapper/NAME`. */
  async kernelName(device: string, signal: CancelSignal): Promise<Result<string | undefined, Problem>> {
    const name = device.replace(/^\/dev\/(mapper\/)?/, '');
    if (!device.startsWith('/dev/mapper/')) {
      const size = await this.attribute(name, 'size', signal);
      return size.ok ? ok(size.value === undefined ? undefined : name) : size;
    }
    return this.mapWhere('dm/name', name, signal);
  }

  /** The kernel name of the device-mapper device with this uuid. Never remember a dm number (hazard H30). */
  mapWithUuid(uuid: string, signal: CancelSignal): Promise<Result<string | undefined, Problem>> {
    return this.mapWhere('dm/uuid', uuid, signal);
  }

  /** Size of the device at a path; `path-missing` when it is not there. */
  async sizeOfPath(device: string, signal: CancelSignal): Promise<Result<Bytes, Problem>> {
    const name = await this.kernelName(device, signal);
    if (!name.ok) return name;
    const size = name.value === undefined ? ok(undefined) : await this.size(name.value, signal);
    if (!size.ok) return size;
    return size.value === undefined ? failed({ kind: 'path-missing', path: device }) : ok(size.value);
  }

  private async mapWhere(
    attribute: string,
    value: string,
    signal: CancelSignal,
  ): Promise<Result<string | undefined, Problem>> {
    const names = await this.names(signal);
    if (!names.ok) return names;
    for (const name of names.value.filter((candidate) => candidate.startsWith('dm-'))) {
      const found = await this.attribute(name, attribute, signal);
      if (!found.ok) return found;
      if (found.value === value) return ok(name);
    }
    return ok(undefined);
  }
}
