import { describeProblem, type Problem, type ReconcileReport, type Result } from '@twinsite/domain';
import type { Logger } from 'pino';
import type { ReconcileMetrics } from '../metrics/reconcile-metrics.js';
import { logDefect } from './log-defect.js';
import { isStopping, pause, startLoop, type Loop } from './loop.js';

export interface ReconcileParts {
  readonly pass: (signal: AbortSignal) => Promise<Result<ReconcileReport, Problem>>;
  readonly log: Logger;
  readonly metrics: ReconcileMetrics;
  /** Unit: ms; 30 s by default. */
  readonly everyMs?: number;
  /** Between two passes, however often one is asked for. Unit: ms; 1 s by default. */
  readonly leastMs?: number;
}

const EVERY_MS = 30_000;
const LEAST_MS = 1000;
const FIRST_MS = 4000;
const PASS_MS = 300_000;

/**
 * Reconciles now, then every 30 s and when kicked, one pass at a time. `first` resolves when the first pass has ended or
 * `FIRST_MS` are over: a dark site does not delay the start.
 */
export function startReconciling(parts: ReconcileParts): Loop {
  const { everyMs = EVERY_MS, leastMs = LEAST_MS } = parts;
  const loop = startLoop({
    pass: (signal) => runPass(parts, signal),
    everyMs,
    gapMs: Math.min(leastMs, everyMs),
    limitMs: PASS_MS,
    onDefect: (error) => {
      parts.metrics.failed();
      logDefect(parts.log, error);
    },
  });
  const late = new AbortController();
  const first = Promise.race([loop.first, pause(FIRST_MS, late.signal)]).finally(() => late.abort());
  return { ...loop, first };
}

async function runPass({ pass, log, metrics }: ReconcileParts, signal: AbortSignal): Promise<undefined> {
  const report = await pass(signal);
  if (report.ok) {
    metrics.reported(report.value);
    tell(log, report.value);
  } else if (!isStopping(signal)) {
    metrics.failed();
    log.warn({ problem: report.problem.kind, detail: describeProblem(report.problem) }, 'reconcile failed');
  }
  return undefined;
}

function tell(log: Logger, { live, actions }: ReconcileReport): void {
  for (const action of actions) {
    if (action.kind === 'ghost-seen') log.debug(action, 'reconcile');
    else log.info(action, 'reconcile');
  }
  log.debug({ volumes: live.length, actions: actions.length }, 'reconcile pass');
}
