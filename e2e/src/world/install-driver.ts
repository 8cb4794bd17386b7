import { sayOnStderr as say, timed } from '@twinsite/lab';
import type { ControlPlane } from '../cluster/control-plane.js';
import { manifest } from '../story/manifests.js';
import type { Helm, Values } from './helm.js';
import { NODES, type NodeName } from './kube-nodes.js';

const READY_MS = 240_000;

export interface DriverOrder {
  readonly plane: ControlPlane;
  readonly helm: Helm;
  /** This workspace's folder. */
  readonly home: string;
  /** Of the chart. */
  readonly values: Values;
  /** How many drivers they switch on; 1 by default. */
  readonly drivers?: number;
  /** All of them by default. */
  readonly nodes?: readonly NodeName[];
}

/** Installs the chart, and beside it what a cluster brings itself: a controller of snapshots. */
export async function installDriver(order: DriverOrder): Promise<void> {
  const { plane, helm, home, values, drivers = 1, nodes = NODES } = order;
  const { kubectl } = plane;
  await timed(say, 'installing the chart', async () => {
    await kubectl.apply(await manifest(home, 'snapshot-controller'));
    await helm.install(values);
    for (const name of nodes)
      await kubectl.until(`the kubelet of ${name} has registered ${drivers} driver`, READY_MS, async () => {
        const { drivers: registered } = ((await kubectl.find('csinode', name))?.spec ?? {}) as CsiNodeSpec;
        return (registered ?? []).length === drivers ? true : undefined;
      });
  });
}

interface CsiNodeSpec {
  readonly drivers?: readonly unknown[] | null;
}
