import type { ReconcileReport } from '@twinsite/domain';
import { Counter, Gauge, type Registry } from 'prom-client';

export interface ReconcileMetrics {
  reported(report: ReconcileReport): void;
  failed(): void;
}

/** Sites are a, b, arbiter or unknown; states and actions are fixed sets. */
export function reconcileMetrics(registry: Registry): ReconcileMetrics {
  const registers = [registry];
  const gauge = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ['site', 'state'] as const, registers });
  const sessions = gauge('twinsite_sessions', 'iSCSI sessions of volumes in use, by site and state');
  const paths = gauge('twinsite_paths', 'Paths of volumes in use, by site and state');
  const volumes = new Gauge({
    name: 'twinsite_volumes_in_use',
    help: 'Volumes in use on this node',
    registers,
  });
  const actions = new Counter({
    name: 'twinsite_reconcile_actions_total',
    help: 'What the reconciler did or could not do',
    labelNames: ['action'] as const,
    registers,
  });
  const passes = new Counter({
    name: 'twinsite_reconcile_passes_total',
    help: 'Passes of the reconciler',
    labelNames: ['outcome'] as const,
    registers,
  });
  return {
    reported: (report) => {
      passes.inc({ outcome: 'ok' });
      volumes.set(report.live.length);
      sessions.reset();
      for (const { site, state } of report.sessions) sessions.inc({ site: site ?? 'unknown', state });
      paths.reset();
      for (const { target, state } of report.paths) paths.inc({ site: target.site ?? 'unknown', state });
      for (const { kind } of report.actions) actions.inc({ action: kind });
    },
    failed: () => passes.inc({ outcome: 'failed' }),
  };
}
