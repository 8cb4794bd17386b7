import { failed, ok, type ReconcileReport } from '@twinsite/domain';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { createLogger } from '../src/logger.js';
import { startReconciling } from '../src/background/reconcile-loop.js';
import { reconcileMetrics } from '../src/metrics/reconcile-metrics.js';

const nothing: ReconcileReport = { live: [], paths: [], sessions: [], actions: [] };

function logged(): { readonly log: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  return { log: createLogger('test', 'debug', { write: (line) => void lines.push(line) }), lines };
}

test('goes on after a pass that failed and after one that threw, and stops when told (H33)', async () => {
  const { log, lines } = logged();
  let passes = 0;
  const pass = () => {
    passes += 1;
    if (passes === 1) throw new Error('a mistake of ours');
    if (passes === 2) return Promise.resolve(failed({ kind: 'cancelled', operation: 'x' } as const));
    return Promise.resolve(ok(nothing));
  };
  const loop = startReconciling({ pass, log, metrics: reconcileMetrics(new Registry()), everyMs: 1 });
  await loop.first;
  await expect.poll(() => passes).toBeGreaterThan(2);
  await loop.stop();
  const after = passes;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(passes).toBe(after);
  const text = lines.join('');
  expect(text).toContain('a mistake of ours');
  expect(text).toContain('reconcile failed');
});

test('a first pass that takes long does not hold the start back', async () => {
  const { log } = logged();
  const pass = (signal: AbortSignal) =>
    new Promise<ReturnType<typeof ok<ReconcileReport>>>((resolve) =>
      signal.addEventListener('abort', () => resolve(ok(nothing))),
    );
  const begun = performance.now();
  const loop = startReconciling({ pass, log, metrics: reconcileMetrics(new Registry()) });
  await loop.first;
  expect(performance.now() - begun).toBeLessThan(6000);
  await loop.stop();
});
