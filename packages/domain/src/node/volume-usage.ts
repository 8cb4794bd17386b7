import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, type Result } from '../shared/result.js';
import type { PathUsage } from './mounts.port.js';
import type { NodePorts } from './node-ports.js';

/** CSI NodeGetVolumeStats: usage of the published path, or `volume-missing` when this node never staged it. */
export function volumeUsage(ports: Pick<NodePorts, 'mounts' | 'journal'>) {
  return async (
    { volumeId, path }: { readonly volumeId: string; readonly path: string },
    signal: CancelSignal,
  ): Promise<Result<PathUsage, Problem>> => {
    const record = await ports.journal.load(volumeId, signal);
    if (!record.ok) return record;
    if (record.value === undefined)
      return failed({ kind: 'volume-missing', volume: volumeId, arrays: ['this node'] });
    return ports.mounts.usage(path, signal);
  };
}
