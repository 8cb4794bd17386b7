import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, type Result } from '../shared/result.js';
import { wwidOf } from '../volume/scsi-identity.js';
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
    const mounts = await ports.mounts.at(path, signal);
    if (!mounts.ok) return mounts;
    // Figures of another file system would be worse than none.
    const isOurs = mounts.value.at(-1)?.deviceUuid === `mpath-${wwidOf(record.value.attachment.naa)}`;
    return isOurs ? ports.mounts.usage(path, signal) : failed({ kind: 'path-missing', path });
  };
}
