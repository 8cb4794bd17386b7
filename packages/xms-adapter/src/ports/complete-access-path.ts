import { ok } from '@twinsite/domain';
import type { AccessPath, CancelSignal, Problem, Result } from '@twinsite/domain';
import type { WireAccessPath } from '../wire/access-path.js';
import type { WireHost } from '../wire/host.js';
import type { WireTarget } from '../wire/target.js';
import type { ArrayContext } from './array-context.js';
import { withPortals } from './read-targets.js';
import { readVipTargets } from './read-vip-targets.js';

export interface FoundAccessPath {
  readonly path: WireAccessPath;
  readonly targets: readonly WireTarget[];
  /** Read when missing and needed. */
  readonly hosts?: readonly WireHost[];
}

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
