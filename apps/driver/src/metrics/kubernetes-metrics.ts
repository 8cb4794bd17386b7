import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { ApiCall } from '../kubernetes/observed-transport.js';

const BUCKETS = [0.005, 0.02, 0.1, 0.5, 1, 2.5, 5, 10];

/** HTTP methods and statuses; a watch counts when it is opened. */
export function apiMetrics(registry: Registry): (call: ApiCall) => void {
  const calls = new Counter({
    name: 'twinsite_kubernetes_calls_total',
    help: 'Requests to the API server, by method and HTTP status',
    labelNames: ['method', 'code'] as const,
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'twinsite_kubernetes_call_seconds',
    help: 'Time of requests to the API server until the head of the answer',
    labelNames: ['method'] as const,
    buckets: BUCKETS,
    registers: [registry],
  });
  return ({ method, code, ms }) => {
    calls.inc({ method, code });
    seconds.observe({ method }, ms / 1000);
  };
}

export function leaderMetrics(registry: Registry): (isLeader: boolean) => void {
  const leader = new Gauge({
    name: 'twinsite_leader',
    help: 'Whether this controller holds the Lease: 1 or 0',
    registers: [registry],
  });
  return (isLeader) => leader.set(isLeader ? 1 : 0);
}
