import { describeProblem, type Problem, type ReconcileReport, type Result } from '@twinsite/domain';
import type { Logger } from 'pino';
import type { ReconcileMetrics } from '../metrics/reconcile-metrics.js';

export interface ReconcileLoop {
  /** Resolves when the first pass has ended or `FIRST_MS` are over: a dark site does not delay the start. */
  readonly first: Promise<void>;
  /** Cancels the pass under way and waits for it. */
  stop(): Promise<void>;
}

export interface LoopParts {
  readonly pass: (signal: AbortSignal) => Promise<Result<ReconcileReport, Problem>>;
  readonly log: Logger;
  readonly metrics: ReconcileMetrics;
  /** Unit: ms; 30 s by default. */
  readonly everyMs?: number;
}

const EVERY_MS = 30_000;
/** Nodes that were started together do not stay together. */
const JITTER = 0.2;
const FIRST_MS = 4000;
/** No pass may hang for ever; each of its steps is bounded too. */
const PASS_MS = 300_000;

/** Reconciles now and then every 30 s, one pass at a time. */
export function startReconciling(parts: LoopParts): ReconcileLoop {
  const stopped = new AbortController();
  const firstPass = runPass(parts, stopped.signal);
  const running = repeat(parts, firstPass, stopped.signal);
  return {
    first: Promise.race([firstPass, pause(FIRST_MS, stopped.signal)]),
    stop: () => {
      stopped.abort();
      return running;
    },
  };
}

async function repeat(parts: LoopParts, first: Promise<void>, stopped: AbortSignal): Promise<void> {
  const every = parts.everyMs ?? EVERY_MS;
  await first;
  for (;;) {
    await pause(every * (1 + JITTER * (Math.random() - 0.5)), stopped);
    if (stopped.aborted) return;
    await runPass(parts, stopped);
  }
}

async function runPass({ pass, log, metrics }: LoopParts, stopped: AbortSignal): Promise<void> {
  try {
    const report = await pass(AbortSignal.any([stopped, AbortSignal.timeout(PASS_MS)]));
    if (report.ok) {
      metrics.reported(report.value);
      tell(log, report.value);
    } else if (!stopped.aborted) {
      metrics.failed();
      log.warn({ problem: report.problem.kind, detail: describeProblem(report.problem) }, 'reconcile failed');
    }
  } catch (error) {
    // A mistake of ours in the background must not end calls that are under way.
    metrics.failed();
    log.error({ defect: error instanceof Error ? error.stack : String(error) }, 'defect');
  }
}

function tell(log: Logger, { live, actions }: ReconcileReport): void {
  for (const action of actions) {
    if (action.kind === 'ghost-seen') log.debug(action, 'reconcile');
    else log.info(action, 'reconcile');
  }
  log.debug({ volumes: live.length, actions: actions.length }, 'reconcile pass');
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
