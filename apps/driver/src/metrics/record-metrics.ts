import type { KeeperReport } from '@twinsite/domain';
import { Counter, Gauge, type Registry } from 'prom-client';

export interface RecordMetrics {
  reported(report: KeeperReport): void;
}

export function recordMetrics(registry: Registry): RecordMetrics {
  const records = new Gauge({
    name: 'twinsite_volume_records',
    help: 'PersistentVolumes of the driver, by what their ConfigMap is: ours, foreign, or not known',
    labelNames: ['state'] as const,
    registers: [registry],
  });
  const writes = new Counter({
    name: 'twinsite_volume_record_writes_total',
    help: 'ConfigMaps of PersistentVolumes that were saved and removed',
    labelNames: ['action'] as const,
    registers: [registry],
  });
  return {
    reported: ({ kept, saved, removed, foreign, untold }) => {
      records.set({ state: 'ours' }, kept.length + saved.length);
      records.set({ state: 'foreign' }, foreign.length);
      records.set({ state: 'unknown' }, untold.length);
      writes.inc({ action: 'saved' }, saved.length);
      writes.inc({ action: 'removed' }, removed.length);
    },
  };
}
