import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import type { NodePorts } from './node-ports.js';

export interface UnpublishOnNodeRequest {
  readonly volumeId: string;
  readonly targetPath: string;
}

/** CSI NodeUnpublishVolume: takes every layer off the target path, removes it, and strikes it from the journal. */
export function unpublishOnNode(ports: Pick<NodePorts, 'mounts' | 'journal'>) {
  return async (
    { volumeId, targetPath }: UnpublishOnNodeRequest,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> => {
    const mounted = await ports.mounts.at(targetPath, signal);
    if (!mounted.ok) return mounted;
    for (let layer = 0; layer < mounted.value.length; layer += 1) {
      const unmounted = await ports.mounts.unmount(targetPath, signal);
      if (!unmounted.ok) return unmounted;
    }
    const removed = await ports.mounts.removePath(targetPath, signal);
    if (!removed.ok) return removed;
    const record = await ports.journal.load(volumeId, signal);
    if (!record.ok) return record;
    if (record.value?.published.includes(targetPath) !== true) return ok(undefined);
    const published = record.value.published.filter((path) => path !== targetPath);
    return ports.journal.save({ ...record.value, published }, signal);
  };
}
