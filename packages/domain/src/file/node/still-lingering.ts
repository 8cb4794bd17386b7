import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { LingeringMounts } from './lingering-mounts.port.js';

/** A volume that was unmounted lazily counts as mounted until the kernel has let go of it (hazard H26). */
export async function refuseLingering(
  lingering: LingeringMounts,
  volume: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const remembered = await lingering.list(signal);
  if (!remembered.ok) return remembered;
  const mount = remembered.value.find((entry) => entry.volume === volume);
  if (mount === undefined) return ok(undefined);
  const { source, reason } = mount;
  return failed({ kind: 'mount-lingers', volume, source, reason });
}
