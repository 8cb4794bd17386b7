import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { failed, type Result } from '../../shared/result.js';
import type { UnstageVolumeRequest } from '../../node/unstage-volume.js';
import type { NfsNodePorts } from './nfs-node-ports.js';
import { topAt } from './staged-mount.js';
import { refuseLingering } from './still-lingering.js';
import { takeOff } from './take-off.js';

/**
 * CSI NodeUnstageVolume: success means that this kernel can write the volume no more. A bind that is left, and a mount that
 * was only taken out of sight, still can. The directory is the caller's and stays.
 */
export function unstageFileVolume(ports: NfsNodePorts) {
  return async (
    { volumeId: volume, stagingPath: path }: UnstageVolumeRequest,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> => {
    const seen = await ports.mounts.list([path], signal);
    if (!seen.ok) return seen;
    const device = topAt(seen.value, path)?.device;
    const binds = seen.value.filter((mount) => mount.device === device && mount.path !== path);
    if (binds.length > 0) {
      const holders = binds.map((bind) => `still bound at ${bind.path}`);
      return failed({ kind: 'path-busy', path, holders });
    }
    const off = await takeOff(ports, { volume, path }, seen.value, signal);
    return off.ok ? refuseLingering(ports.lingering, volume, signal) : off;
  };
}
