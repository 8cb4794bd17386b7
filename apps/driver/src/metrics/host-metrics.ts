import type { ChildCounts, ObservedRun } from '@twinsite/linux-host';
import { Gauge, Histogram, type Registry } from 'prom-client';

const BUCKETS = [0.01, 0.05, 0.25, 1, 2.5, 5, 10, 30, 120];

/** Tools are a fixed set; an outcome is `ok`, `refused` (another exit code) or the kind of a problem. */
export function toolMetrics(registry: Registry): (run: ObservedRun) => void {
  const seconds = new Histogram({
    name: 'twinsite_host_tool_seconds',
    help: 'Runs of host tools, by tool and outcome',
    labelNames: ['tool', 'outcome'] as const,
    buckets: BUCKETS,
    registers: [registry],
  });
  return ({ tool, outcome, elapsedMs }) =>
    seconds.observe({ tool, outcome: word(outcome) }, elapsedMs / 1000);
}

function word(outcome: ObservedRun['outcome']): string {
  if (typeof outcome === 'string') return outcome;
  return outcome === 0 ? 'ok' : 'refused';
}

export function childMetrics(registry: Registry, children: () => ChildCounts): void {
  const gauge = (name: string, help: string, value: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  gauge('twinsite_children_alive', 'Host tools that run now', () => children().alive);
  gauge('twinsite_children_stuck', 'Host tools that not even SIGKILL has ended yet', () => children().stuck);
}
