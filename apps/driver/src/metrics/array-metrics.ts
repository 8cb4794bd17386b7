import type { XmsCall } from '@twinsite/xms-adapter';
import { Counter, Histogram, type Registry } from 'prom-client';

const BUCKETS = [0.005, 0.02, 0.1, 0.5, 1, 2.5, 5, 10, 30];

/** Paths carry ids and are no labels; the number of managers is bounded by the configured arrays. */
export function arrayMetrics(registry: Registry): (call: XmsCall) => void {
  const calls = new Counter({
    name: 'twinsite_array_calls_total',
    help: 'HTTP requests to storage managers, by array, manager and outcome',
    labelNames: ['array', 'manager', 'method', 'outcome'] as const,
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'twinsite_array_call_seconds',
    help: 'Time of HTTP requests to storage managers',
    labelNames: ['array', 'manager'] as const,
    buckets: BUCKETS,
    registers: [registry],
  });
  return ({ array, manager, method, outcome, ms }) => {
    calls.inc({ array, manager, method, outcome: outcomeClass(outcome) });
    seconds.observe({ array, manager }, ms / 1000);
  };
}

const outcomeClass = (outcome: XmsCall['outcome']): string =>
  typeof outcome === 'number' ? `${Math.floor(outcome / 100)}xx` : outcome;
