import type { CallFinished } from '@twinsite/csi-adapter';
import { Counter, Histogram, type Registry } from 'prom-client';

/** From a cached answer to the two minutes after which a kubelet gives up. Unit: s. */
const BUCKETS = [0.01, 0.05, 0.25, 1, 2.5, 5, 10, 20, 60, 120];

/** RPC names and gRPC codes are a fixed set; volumes and nodes are never labels. */
export function callMetrics(registry: Registry): (call: CallFinished) => void {
  const calls = new Counter({
    name: 'twinsite_csi_calls_total',
    help: 'CSI calls that have ended, by RPC and gRPC status',
    labelNames: ['op', 'code'] as const,
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'twinsite_csi_call_seconds',
    help: 'Time from the first byte of a CSI call to its answer',
    labelNames: ['op'] as const,
    buckets: BUCKETS,
    registers: [registry],
  });
  return ({ op, code, elapsedMs }) => {
    calls.inc({ op, code });
    seconds.observe({ op }, elapsedMs / 1000);
  };
}
