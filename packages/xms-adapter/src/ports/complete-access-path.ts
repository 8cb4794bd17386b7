import { ok } from '@twinsite/domain';
import type { AccessPath, CancelSignal, Problem, Result } from '@twinsite/domain';
import type { ArrayContext } from './array-context.js';
import { withPortals, type FoundAccessPath } from './read-targets.js';
import { readVipTargets } from './read-vip-targets.js';

/** With the portals that clients use: its VIPs where it has any, else those of every gateway. */
export async function completeAccessPath(
  array: ArrayContext,
  found: FoundAccessPath,
  signal: CancelSignal,
): Promise<Result<AccessPath, Problem>> {
  const { id, name, type, status, vipGroupNum } = found.path;
  const mode = vipGroupNum > 0 ? 'vip' : 'multipath';
  const read = mode === 'vip' ? readVipTargets : withPortals;
  const targets = await read(array, found, signal);
  return targets.ok ? ok({ id: String(id), name, type, status, mode, targets: targets.value }) : targets;
}
