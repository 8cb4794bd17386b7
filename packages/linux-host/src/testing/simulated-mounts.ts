import { escapeMountPath } from '../mounts/mountinfo.js';
import type { SimBlockDevice } from './block-device.js';
import { file, type TreePart } from './file-tree.js';
import type { MountedFilesystem } from './mounted-filesystem.js';

export interface SimMount {
  readonly path: string;
  readonly source: string;
  readonly majorMinor: string;
  readonly root: string;
  readonly fsType: string;
  readonly options: readonly string[];
  /** Of the superblock; default: rw. */
  readonly superOptions?: readonly string[];
  readonly filesystem: MountedFilesystem | undefined;
  /** The device node that is mounted itself. */
  readonly node: SimBlockDevice | undefined;
}

/** The mount table of the simulated kernel; the last entry at a path is the topmost. */
export class SimulatedMounts {
  private readonly mounts: SimMount[] = [];
  /** Paths below which an application holds something open. */
  readonly busy = new Set<string>();

  all(): readonly SimMount[] {
    return this.mounts;
  }

  add(mount: SimMount): void {
    this.mounts.push(mount);
  }

  topAt(path: string): SimMount | undefined {
    return this.mounts.findLast((mount) => mount.path === path);
  }

  /** The mount a path lies on. */
  above(path: string): SimMount | undefined {
    const candidates = this.mounts.filter(
      (mount) => path === mount.path || path.startsWith(`${mount.path}/`),
    );
    return candidates.reduce<SimMount | undefined>(
      (best, mount) => (best === undefined || mount.path.length >= best.path.length ? mount : best),
      undefined,
    );
  }

  filesystemOn(device: SimBlockDevice): MountedFilesystem | undefined {
    return this.mounts.find((mount) => mount.filesystem?.device === device)?.filesystem;
  }

  /** False when something stands below it or uses it. */
  remove(mount: SimMount): boolean {
    const inside = this.mounts.some((other) => other.path.startsWith(`${mount.path}/`));
    if (inside || this.isBusy(mount.path)) return false;
    this.detach(mount);
    return true;
  }

  /** Out of sight, whoever uses it. */
  detach(mount: SimMount): void {
    this.mounts.splice(this.mounts.lastIndexOf(mount), 1);
  }

  /** Somebody lives in the path or below it. */
  isBusy(path: string): boolean {
    return [...this.busy].some((place) => place === path || place.startsWith(`${path}/`));
  }

  /** As after a start of the machine. */
  clear(): void {
    this.mounts.length = 0;
    this.busy.clear();
  }

  tree(): TreePart {
    const root = '21 1 0:2 / / rw,relatime - rootfs rootfs rw\n';
    const lines = this.mounts.map((mount, index) => {
      const { majorMinor, fsType } = mount;
      const [path, source, inside] = [mount.path, mount.source, mount.root].map(escapeMountPath);
      const options = mount.options.join(',');
      const superOptions = (mount.superOptions ?? ['rw']).join(',');
      return `${30 + index} 21 ${majorMinor} ${inside} ${path} ${options} shared:1 - ${fsType} ${source} ${superOptions}\n`;
    });
    return [['/proc/self/mountinfo', file(root + lines.join(''))]];
  }
}
