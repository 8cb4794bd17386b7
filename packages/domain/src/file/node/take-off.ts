import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { formatNfsSource } from '../nfs-source.js';
import type { NfsMount, NfsUnmount } from './nfs-mounts.port.js';
import type { NfsNodePorts } from './nfs-node-ports.js';
import { topAt } from './staged-mount.js';

/** Every layer at one path, which stays. Nothing mounted is success. */
export async function takeOff(
  { mounts, unmounted }: NfsNodePorts,
  request: NfsUnmount,
  seen: readonly NfsMount[],
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { path } = request;
  const layers = seen.filter((mount) => mount.path === path).length;
  for (let layer = 0; layer < layers; layer += 1) {
    const outcome = await mounts.unmount(request, signal);
    if (!outcome.ok) return outcome;
    if (outcome.value.kind !== 'gone') unmounted(request, outcome.value);
  }
  const left = await mounts.list([path], signal);
  if (!left.ok) return left;
  const top = topAt(left.value, path);
  if (top === undefined) return ok(undefined);
  return failed({ kind: 'path-busy', path, holders: [`still mounted from ${formatNfsSource(top.source)}`] });
}
