import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { NodePorts } from './node-ports.js';

export interface UnpublishOnNodeRequest {
  readonly volumeId: string;
  readonly targetPath: string;
}

/** CSI NodeUnpublishVolume: takes every layer off the target path and removes it. */
export function unpublishOnNode(ports: Pick<NodePorts, 'mounts'>) {
  return async (
    { targetPath }: UnpublishOnNodeRequest,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> => {
    const mounted = await ports.mounts.at(targetPath, signal);
    if (!mounted.ok) return mounted;
    for (let layer = 0; layer < mounted.value.length; layer += 1) {
      const unmounted = await ports.mounts.unmount(targetPath, signal);
      if (!unmounted.ok) return unmounted;
    }
    return ports.mounts.removePath(targetPath, signal);
  };
}
