import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import type { Result } from '../../shared/result.js';
import type { UnpublishOnNodeRequest } from '../../node/unpublish-on-node.js';
import type { NfsNodePorts } from './nfs-node-ports.js';
import { takeOff } from './take-off.js';

/** CSI NodeUnpublishVolume: takes every layer off the target path and removes it. */
export function unpublishFileOnNode(ports: NfsNodePorts) {
  return async (
    { volumeId: volume, targetPath: path }: UnpublishOnNodeRequest,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> => {
    const seen = await ports.mounts.list([path], signal);
    if (!seen.ok) return seen;
    const off = await takeOff(ports, { volume, path }, seen.value, signal);
    return off.ok ? ports.mounts.removePath(path, signal) : off;
  };
}
