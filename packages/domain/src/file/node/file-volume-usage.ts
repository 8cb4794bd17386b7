import type { PathUsage } from '../../node/mounts.port.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { fileLookup } from '../tree-name.js';
import type { NfsNodePorts } from './nfs-node-ports.js';
import { topAt } from './staged-mount.js';

/** CSI NodeGetVolumeStats: the total is the size that the array enforces for the tree. A silent server is `server-silent`. */
export function fileVolumeUsage({ mounts }: Pick<NfsNodePorts, 'mounts'>) {
  return async (
    { volumeId, path }: { readonly volumeId: string; readonly path: string },
    signal: CancelSignal,
  ): Promise<Result<PathUsage, Problem>> => {
    const name = fileLookup.parse(volumeId);
    if (!name.ok) return name;
    const listed = await mounts.list([path], signal);
    if (!listed.ok) return listed;
    // Figures of another volume would be worse than none.
    const isOurs = topAt(listed.value, path)?.source.path.endsWith(`/${name.value}`) === true;
    if (!isOurs) return failed({ kind: 'path-missing', path });
    const usage = await mounts.usage(path, signal);
    return usage.ok ? ok({ kind: 'filesystem', usage: usage.value }) : usage;
  };
}
