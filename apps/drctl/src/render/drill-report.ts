import type { MadeDrill } from '../drill/make-drill.js';
import { columns } from './columns.js';
import type { Answer } from './print.js';

export interface DrillOutcome {
  readonly id: string;
  /** Of the bundle. */
  readonly counter: number;
  readonly made: MadeDrill;
  readonly clusters: readonly string[];
  readonly changed: readonly string[];
}

/** What a drill has shown: how long, on what, what had no part in it, and that the group was left alone. */
export function drillAnswer({ id, counter, made, clusters, changed }: DrillOutcome): Answer {
  const { cloneMs, applyMs, readyMs, volumes, pods, left } = made;
  const totalMs = cloneMs + applyMs + readyMs;
  const rows = [
    ['volumes cloned, of one moment', String(volumes), `${cloneMs} ms`],
    ['made, every claim proved', `bundle ${counter}`, `${applyMs} ms`],
    ['pods ready', String(pods), `${readyMs} ms`],
    ['in all', '', `${totalMs} ms`],
    ...left.map(({ object, why }) => ['not drilled', object, why]),
  ];
  const untouched = clusters.filter((cluster) => !changed.includes(cluster));
  return {
    table: () => columns(['DRILL', id, 'TIME'], rows),
    names: () => [id],
    data: {
      drill: id,
      bundle: counter,
      volumes,
      pods,
      cloneMs,
      applyMs,
      readyMs,
      totalMs,
      left,
      untouched,
      changed,
    },
  };
}
