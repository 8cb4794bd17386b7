import type { NodeJournal, NodeRecord } from '@twinsite/domain';
import { Histogram, type Registry } from 'prom-client';

const BUCKETS = [0.05, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60];

interface Phase {
  readonly name: NodeRecord['phase'];
  readonly since: number;
}

/**
 * The same journal; the time between two notes of a volume is how long the phase before took: connecting, formatting,
 * mounting, unstaging. At most one entry per volume on this node is kept.
 */
export function timedJournal(journal: NodeJournal, registry: Registry): NodeJournal {
  const seconds = new Histogram({
    name: 'twinsite_stage_phase_seconds',
    help: 'How long each phase of staging and unstaging a volume took',
    labelNames: ['phase'] as const,
    buckets: BUCKETS,
    registers: [registry],
  });
  const phases = new Map<string, Phase>();
  const pass = (volume: string, next: NodeRecord['phase'] | undefined): void => {
    const now = performance.now();
    const last = phases.get(volume);
    if (last !== undefined && last.name !== next) {
      seconds.observe({ phase: last.name }, (now - last.since) / 1000);
    }
    if (next === undefined || next === 'staged') phases.delete(volume);
    else if (last?.name !== next) phases.set(volume, { name: next, since: now });
  };
  return {
    load: (volume, signal) => journal.load(volume, signal),
    list: (signal) => journal.list(signal),
    save: async (record, signal) => {
      const saved = await journal.save(record, signal);
      if (saved.ok) pass(record.volume, record.phase);
      return saved;
    },
    forget: async (volume, signal) => {
      const forgotten = await journal.forget(volume, signal);
      if (forgotten.ok) pass(volume, undefined);
      return forgotten;
    },
  };
}
