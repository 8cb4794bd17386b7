import { failed, ok, type CancelSignal, type MountEntry, type Problem, type Result } from '@twinsite/domain';
import type { BlockDevices } from '../disk/block-devices.js';
import type { HostFiles } from '../files/host-files.port.js';
import { readText } from '../files/read-text.js';
import { isReadOnly, parseMountinfo, type MountInfo } from './mountinfo.js';

/** Reads the kernel's own table, never a file or a tool that may be stale or hang. */
export class MountTable {
  private readonly files: HostFiles;
  private readonly devices: BlockDevices;
  private readonly path: string;

  /** `path`: `/proc/1/mountinfo` where the host's mount namespace is not our own. */
  constructor(files: HostFiles, devices: BlockDevices, path = '/proc/self/mountinfo') {
    this.files = files;
    this.devices = devices;
    this.path = path;
  }

  async read(signal: CancelSignal): Promise<Result<readonly MountInfo[], Problem>> {
    const bytes = await this.files.readBytes(this.path, signal);
    if (!bytes.ok) return bytes;
    if (bytes.value !== undefined) return ok(parseMountinfo(new TextDecoder().decode(bytes.value)));
    return failed({ kind: 'host-io', operation: 'reading the mount table', path: this.path, code: 'ENOENT' });
  }

  async describe(mount: MountInfo, signal: CancelSignal): Promise<Result<MountEntry, Problem>> {
    const name = await this.deviceOf(mount, signal);
    if (!name.ok) return name;
    const uuid =
      name.value === undefined ? ok(undefined) : await this.devices.attribute(name.value, 'dm/uuid', signal);
    if (!uuid.ok) return uuid;
    const { path, source, fsType } = mount;
    return ok({ path, source, fsType, deviceUuid: uuid.value, readOnly: isReadOnly(mount) });
  }

  /** Kernel name of the device below a mount, or of the device node that is mounted itself. */
  async deviceOf(mount: MountInfo, signal: CancelSignal): Promise<Result<string | undefined, Problem>> {
    if (mount.fsType === 'devtmpfs') return this.devices.kernelName(`/dev${mount.root}`, signal);
    const text = await readText(this.files, `/sys/dev/block/${mount.majorMinor}/uevent`, signal);
    if (!text.ok) return text;
    return ok(/^DEVNAME=(.+)$/m.exec(text.value ?? '')?.[1]);
  }
}
