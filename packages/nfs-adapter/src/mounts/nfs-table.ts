import { ok, type CancelSignal, type NfsMount, type Problem, type Result } from '@twinsite/domain';
import { isReadOnly, type LinuxHost, type MountInfo } from '@twinsite/linux-host';
import { sourceOfKernel } from './kernel-source.js';

export interface Place {
  /** As the kernel has it. */
  readonly path: string;
  readonly all: readonly NfsMount[];
  readonly layers: readonly NfsMount[];
}

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

  /** The mount that a path leads to is listed under that path. */
  async listAs(
    paths: readonly string[],
    signal: CancelSignal,
  ): Promise<Result<readonly NfsMount[], Problem>> {
    const asked = new Map<string, string>();
    for (const path of paths) {
      const canonical = await this.host.hostPaths.canonical(path, signal);
      if (!canonical.ok) return canonical;
      asked.set(canonical.value, path);
    }
    const mounts = await this.list(signal);
    if (!mounts.ok) return mounts;
    return ok(mounts.value.map((mount) => ({ ...mount, path: asked.get(mount.path) ?? mount.path })));
  }

  /** With the mounts at the path, the topmost last. The tools are given `path`, which has no links in it: some know no others. */
  async at(path: string, signal: CancelSignal): Promise<Result<Place, Problem>> {
    const canonical = await this.host.hostPaths.canonical(path, signal);
    if (!canonical.ok) return canonical;
    const all = await this.list(signal);
    if (!all.ok) return all;
    const layers = all.value.filter((mount) => mount.path === canonical.value);
    return ok({ path: canonical.value, all: all.value, layers });
  }
}

function nfsMount(mount: MountInfo): NfsMount | undefined {
  const source = mount.fsType === 'nfs' || mount.fsType === 'nfs4' ? sourceOfKernel(mount.source) : undefined;
  if (source === undefined) return undefined;
  const { path, majorMinor: device, options, superOptions } = mount;
  return { path, source, device, readOnly: isReadOnly(mount), options: [...options, ...superOptions] };
}
