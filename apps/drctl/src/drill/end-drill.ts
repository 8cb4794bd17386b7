import { endObjects, ok, removeClones, type Problem, type Result } from '@twinsite/domain';
import { systemClock } from '@twinsite/xms-adapter';
import type { DrillContext } from './drill-context.js';

/** Takes a drill away: its namespaces, its PersistentVolumes, and what it made on the arrays. The same again is success. */
export async function endDrill(
  { bench, session, arrays, options }: DrillContext,
  id: string,
  signal: AbortSignal,
): Promise<Result<void, Problem>> {
  bench.terminal.err(`drill ${id}: taking it away`);
  const waiting = { clock: systemClock, waitMs: options.wait * 1000 };
  const gone = await endObjects({ objects: session.target.objects, ...waiting }, id, signal);
  if (!gone.ok) return gone;
  for (const array of arrays.listed()) {
    const removed = await removeClones(array, id, waiting, signal);
    if (!removed.ok) return removed;
    const { name } = array;
    bench.terminal.err(
      `drill ${id}: ${removed.value} clones and their snapshots are gone from array ${name}`,
    );
  }
  return ok(undefined);
}
