import type { WholeArray } from '../ownership/place-volumes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { assessQuorum } from '../site/quorum.js';
import type { SiteId } from '../site/site-map.js';
import type { SiteReading } from '../site/site-observer.port.js';

/**
 * Whether the arrays can serve the group from one site: the monitors have their majority, no pool has failed, and something that
 * serves is there. Starting on a minority is the split brain itself (design section 5).
 */
export async function requireFitArrays(
  arrays: readonly WholeArray[],
  site: SiteId,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  for (const array of arrays) {
    const reading = await array.sites.read(signal);
    if (!reading.ok) return reading;
    const evidence = unfitness(reading.value, site);
    if (evidence !== undefined) return failed({ kind: 'array-unfit', array: array.name, site, evidence });
  }
  return ok(undefined);
}

/** Undefined: it is fit. */
export function unfitness({ monitors, pools, accessPaths }: SiteReading, site: SiteId): string | undefined {
  const quorum = assessQuorum(monitors);
  if (quorum.kind !== 'held')
    return `${quorum.up} of ${quorum.total} monitors are seen up, which is no majority`;
  const pool = pools.find(({ status }) => status === 'error');
  if (pool !== undefined) return `pool ${pool.name} has status ${pool.status}`;
  const targets = accessPaths.flatMap((path) => path.targets);
  const live = targets.filter(({ status }) => status === 'active' || status === 'healthy');
  const floats = accessPaths.some(({ mode }) => mode === 'vip');
  const serves = live.some((target) => floats || target.site === site);
  return targets.length > 0 && !serves ? `no gateway of site ${site} is active` : undefined;
}
