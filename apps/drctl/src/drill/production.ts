import {
  ok,
  productionDigest,
  type PlacedVolume,
  type Problem,
  type RecoverySet,
  type Result,
} from '@twinsite/domain';
import { adaptedSet } from '../moves/adapted-set.js';
import { limitedSignal } from '../actions/limited-signal.js';
import type { GroupSession } from '../actions/session.js';

/** Digests by cluster id; a source that does not answer has none. */
export type Production = ReadonlyMap<string, string>;

/** A source that thinks longer than this is not waited for: a drill needs the target alone, ms. */
const SOURCE_MS = 10_000;

/** What the group’s own volumes and claims are on both clusters, as digests. */
export async function production(
  session: GroupSession,
  { set, placed }: { readonly set: RecoverySet; readonly placed: readonly PlacedVolume[] },
): Promise<Result<Production, Problem>> {
  const { source, target, group, signal } = session;
  const there = { set: adaptedSet(group, set), placed };
  const onTarget = await productionDigest(target.objects, there, signal);
  if (!onTarget.ok) return onTarget;
  const patience = limitedSignal([signal], SOURCE_MS);
  const onSource = await productionDigest(source.objects, { set, placed }, patience);
  return ok(
    new Map([
      [target.settings.id, onTarget.value.sha256],
      ...(onSource.ok ? [[source.settings.id, onSource.value.sha256] as const] : []),
    ]),
  );
}

/** Clusters whose digest is another one than before. */
export const changedSince = (before: Production, after: Production): readonly string[] =>
  [...before].filter(([id, digest]) => after.has(id) && after.get(id) !== digest).map(([id]) => id);
