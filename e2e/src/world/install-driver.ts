import { sayOnStderr as say, timed, type Lab } from '@twinsite/lab';
import type { ControlPlane } from '../cluster/control-plane.js';
import { manifest } from '../story/manifests.js';
import { chartValues } from './chart-values.js';
import type { Helm } from './helm.js';
import { NODES } from './kube-nodes.js';

const READY_MS = 120_000;

export interface DriverOrder {
  readonly lab: Lab;
  readonly plane: ControlPlane;
  readonly helm: Helm;
  /** This workspace's folder. */
  readonly home: string;
}

/** Installs the chart, and beside it what a cluster brings itself: a controller of snapshots. */
export async function installDriver(order: DriverOrder): Promise<void> {
  const { lab, plane, helm, home } = order;
  const { kubectl } = plane;
  await timed(say, 'installing the chart', async () => {
    await kubectl.apply(await manifest(home, 'snapshot-controller'));
    await helm.install(chartValues(lab));
    for (const name of NODES)
      await kubectl.until(`the kubelet of ${name} has registered our driver`, READY_MS, async () => {
        const { drivers } = ((await kubectl.find('csinode', name))?.spec ?? {}) as CsiNodeSpec;
        return (drivers ?? []).length > 0 ? true : undefined;
      });
  });
}

interface CsiNodeSpec {
  readonly drivers?: readonly unknown[] | null;
}
