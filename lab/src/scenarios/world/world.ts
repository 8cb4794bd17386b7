import { join } from 'node:path';
import { Attacher } from '@twinsite/csi-adapter/testing';
import type { CsiClient } from '@twinsite/csi-adapter';
import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import type { Lab } from '../../lab.js';
import type { Report } from '../report.js';
import { startArray } from '../site-loss/array.js';
import { bundleDriver } from '../site-loss/driver-bundle.js';
import { startController } from '../site-loss/drivers.js';
import { NodeDriver, type NodeName } from './node-driver.js';
import { useShippedMultipath } from './shipped-multipath.js';

export const MIB = 1024n * 1024n;
/** The file system is the claim's, ext4 by default. */
export const CLASS = { accessPaths: 'ap-k8s', pool: 'pool-a' };
export const NODES: readonly NodeName[] = ['node-1', 'node-2'];

/** The lab with the storage manager and our drivers running, for scenarios that speak CSI. */
export interface World {
  readonly lab: Lab;
  readonly simulator: RunningSimulator;
  readonly report: Report;
  readonly signal: AbortSignal;
  readonly controller: CsiClient;
  readonly attacher: Attacher;
  readonly nodes: Readonly<Record<NodeName, NodeDriver>>;
}

export type WorldStage = Pick<World, 'lab' | 'report' | 'signal'>;

/** Starts everything, tells the story, and lets go of it; what the story leaves on the machines is the story's. */
export async function inWorld<T>(
  stage: WorldStage,
  tell: (world: World) => Promise<T>,
  driver: 'iscsi' | 'nfs' = 'iscsi',
): Promise<T> {
  const { lab, signal } = stage;
  const simulator = await startArray(lab);
  try {
    const directory = join(lab.scratch, 'driver');
    const files = { bundle: await bundleDriver(lab, directory, signal), directory, driver };
    const controller = await startController(lab, simulator, files);
    const nodes = {
      'node-1': new NodeDriver(lab, 'node-1', files),
      'node-2': new NodeDriver(lab, 'node-2', files),
    };
    await Promise.all(
      NODES.map((name) => (driver === 'nfs' ? nodes[name].start(signal) : startOn(nodes[name], signal))),
    );
    try {
      return await tell({ ...stage, simulator, controller, attacher: new Attacher(controller), nodes });
    } finally {
      for (const client of [controller, ...NODES.map((name) => nodes[name])]) client.close();
    }
  } finally {
    await simulator.close();
  }
}

/** Also after a reboot: a node starts with nothing of ours but what its disk keeps. */
export async function startOn(node: NodeDriver, signal: AbortSignal): Promise<void> {
  await useShippedMultipath(node.agent, signal);
  await node.start(signal);
}

/** The array's number of a volume, for the pool and the gateways. */
export function volumeIdOf({ simulator }: Pick<World, 'simulator'>, name: string): number {
  const row = simulator.state.volumes.all().find((volume) => volume.name === name);
  if (row === undefined) throw new RangeError(`the array has no volume ${name}`);
  return row.id;
}
