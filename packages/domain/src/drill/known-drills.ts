import type { ClusterObjects } from '../recovery/ports/cluster-objects.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import { DRILL_LABEL, DRILL_UNTIL, DRILLED_GROUP_LABEL } from './drill-names.js';

export interface KnownDrill {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly until: string;
}

/** Drills of a group that are on a cluster, whoever made them. */
export async function knownDrills(
  objects: Pick<ClusterObjects, 'kinds' | 'list'>,
  group: string,
  signal: CancelSignal,
): Promise<Result<readonly KnownDrill[], Problem>> {
  const kinds = await objects.kinds(signal);
  if (!kinds.ok) return kinds;
  const kind = kinds.value.find((one) => one.group === '' && one.kind === 'Namespace');
  if (kind === undefined) return ok([]);
  const list = await objects.list(kind, { labelSelector: `${DRILLED_GROUP_LABEL}=${group}` }, signal);
  if (!list.ok) return list;
  const drills = list.value.items.map(({ metadata: { labels, annotations } }): [string, KnownDrill] => {
    const id = labels?.[DRILL_LABEL] ?? '';
    return [id, { id, until: annotations?.[DRILL_UNTIL] ?? '' }];
  });
  return ok([...new Map(drills).values()]);
}

export const isOver = ({ until }: KnownDrill, now: number): boolean => {
  const end = Date.parse(until);
  return Number.isNaN(end) || end <= now;
};
