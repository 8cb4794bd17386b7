import type { AccessPathObjects } from '@twinsite/domain';
import { Gauge, Histogram, type Registry } from 'prom-client';

const BUCKETS = [0.05, 0.25, 1, 2.5, 5, 10, 20, 50];

/** `outcome`: `again` (looked at again later), `done` (the object is gone) or `failed` (a defect). */
export function passMetrics(registry: Registry): (outcome: string, ms: number) => void {
  const seconds = new Histogram({
    name: 'twinsite_access_path_pass_seconds',
    help: 'Passes of the controller over one AccessPath, by outcome',
    labelNames: ['outcome'] as const,
    buckets: BUCKETS,
    registers: [registry],
  });
  return (outcome, ms) => seconds.observe({ outcome }, ms / 1000);
}

/** As the objects say it, so any replica tells the same. One row for each condition of each AccessPath. */
export function conditionMetrics(registry: Registry, objects: Pick<AccessPathObjects, 'list'>): void {
  new Gauge({
    name: 'twinsite_access_path_condition',
    help: 'Conditions of AccessPaths: 1 for the status that holds',
    labelNames: ['namespace', 'access_path', 'type', 'status'] as const,
    registers: [registry],
    collect() {
      this.reset();
      const listed = objects.list();
      for (const { key, status } of listed.ok ? listed.value : []) {
        for (const { type, status: holds } of status?.conditions ?? []) {
          this.set({ namespace: key.namespace, access_path: key.name, type, status: holds }, 1);
        }
      }
    },
  });
}
