import {
  describeProblem,
  type KeeperPass,
  type KeeperReport,
  type Problem,
  type Result,
} from '@twinsite/domain';
import type { Logger } from 'pino';
import type { RecordMetrics } from '../metrics/record-metrics.js';
import { logDefect } from './log-defect.js';
import { isStopping, startLoop, type Loop } from './loop.js';

export interface KeeperParts {
  readonly keep: (pass: KeeperPass, signal: AbortSignal) => Promise<Result<KeeperReport, Problem>>;
  readonly log: Logger;
  readonly metrics: RecordMetrics;
}

const EVERY_MS = 60_000;
/** Volumes come in bunches; one pass for many of them. */
const GAP_MS = 2000;
const PASS_MS = 300_000;
const THOROUGH_MS = 600_000;

/** Keeps the ConfigMaps of PersistentVolumes: now, every minute and when kicked; every ten minutes arrays are asked too. */
export function keepRecords({ keep, log, metrics }: KeeperParts): Loop {
  let thoroughAt = -Infinity;
  return startLoop({
    everyMs: EVERY_MS,
    gapMs: GAP_MS,
    limitMs: PASS_MS,
    onDefect: (error) => logDefect(log, error),
    pass: async (signal) => {
      const isDue = performance.now() - thoroughAt >= THOROUGH_MS;
      const report = await keep(isDue ? 'thorough' : 'quick', signal);
      if (isStopping(signal)) return undefined;
      if (report.ok) {
        if (isDue) thoroughAt = performance.now();
        metrics.reported(report.value);
        tell(log, report.value);
      } else {
        const { kind } = report.problem;
        const line = { problem: kind, detail: describeProblem(report.problem) };
        log[kind === 'kubernetes-unsynced' ? 'debug' : 'warn'](line, 'volume records');
      }
      return undefined;
    },
  });
}

function tell(log: Logger, { saved, removed, foreign, untold }: KeeperReport): void {
  const first = untold[0];
  const line = {
    saved,
    removed,
    foreign: foreign.length,
    untold: untold.length,
    ...(first === undefined ? {} : { pv: first.pv, detail: describeProblem(first.problem) }),
  };
  if (first !== undefined) log.warn(line, 'volume records');
  else log[saved.length + removed.length > 0 ? 'info' : 'debug'](line, 'volume records');
}
