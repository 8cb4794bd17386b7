import type { UnmountOutcome } from '@twinsite/domain';
import { Counter, Gauge, type Registry } from 'prom-client';

/** Unmounts that took more than a plain one. */
export function unmountMetrics(registry: Registry): (outcome: UnmountOutcome['kind']) => void {
  const unmounts = new Counter({
    name: 'twinsite_nfs_unmounts_total',
    help: 'Unmounts that took force (forced) or left the mount to the kernel (lazy)',
    labelNames: ['outcome'] as const,
    registers: [registry],
  });
  return (outcome) => unmounts.inc({ outcome });
}

export function lingeringMetrics(registry: Registry): (mounts: number) => void {
  const lingering = new Gauge({
    name: 'twinsite_nfs_lingering_mounts',
    help: 'NFS mounts out of sight that the kernel still holds: old writes may still be sent',
    registers: [registry],
  });
  return (mounts) => lingering.set(mounts);
}
