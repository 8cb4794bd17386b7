import { ok, type CancelSignal, type NfsMount, type Problem, type Result } from '@twinsite/domain';
import { isReadOnly, type LinuxHost, type MountInfo } from '@twinsite/linux-host';
import { sourceOfKernel } from './kernel-source.js';

/** The NFS part of the kernel's mount table; nothing but the table is read. */
export class NfsTable {
  private readonly host: Pick<LinuxHost, 'mountTable' | 'hostPaths'>;

  constructor(host: Pick<LinuxHost, 'mountTable' | 'hostPaths'>) {
    this.host = host;
  }

  async list(signal: CancelSignal): Promise<Result<readonly NfsMount[], Problem>> {
    const mounts = await this.host.mountTable.read(signal);
    return mounts.ok ? ok(mounts.value.flatMap((mount) => nfsMount(mount) ?? [])) : mounts;
  }

  /** With the mounts at the path, whose parents may be links; the topmost is last. */
  async at(
    path: string,
    signal: CancelSignal,
  ): Promise<Result<{ readonly all: readonly NfsMount[]; readonly layers: readonly NfsMount[] }, Problem>> {
    const canonical = await this.host.hostPaths.canonical(path, signal);
    if (!canonical.ok) return canonical;
    const all = await this.list(signal);
    if (!all.ok) return all;
    return ok({ all: all.value, layers: all.value.filter((mount) => mount.path === canonical.value) });
  }
}

function nfsMount(mount: MountInfo): NfsMount | undefined {
  const source = mount.fsType === 'nfs' || mount.fsType === 'nfs4' ? sourceOfKernel(mount.source) : undefined;
  if (source === undefined) return undefined;
  const { path, majorMinor: device, options, superOptions } = mount;
  return { path, source, device, readOnly: isReadOnly(mount), options: [...options, ...superOptions] };
}
