import { join } from 'node:path';
import { sayOnStderr as say, timed, type Lab } from '@twinsite/lab';
import { startControlPlane, type ControlPlane } from '../cluster/control-plane.js';
import { preparePrograms, type Programs } from '../programs/programs.js';
import { snapshotCrds } from '../programs/snapshot-crds.js';
import { nodeImages } from './node-images.js';
import { joinNode, NODES, type NodeName, type NodeParts } from './kube-nodes.js';

const READY_MS = 180_000;

export interface KubeWorld {
  readonly plane: ControlPlane;
  readonly nodeParts: NodeParts;
  readonly programs: Programs;
}

/** One control plane and two Ready nodes that have every image, with the snapshot CRDs; no driver yet. */
export async function startKubernetes(lab: Lab, signal: AbortSignal): Promise<KubeWorld> {
  const programs = await preparePrograms(say, signal);
  const order = { lab, programs, directory: join(lab.scratch, 'cluster'), nodes: NODES } as const;
  const [plane, images] = await Promise.all([
    timed(say, 'starting etcd and the control plane', () => startControlPlane(order, signal)),
    nodeImages(lab, programs, signal),
  ]);
  const nodeParts = { lab, plane, kubelet: programs.of('kubelet'), images };
  await joinNodes(nodeParts, NODES, signal);
  return { plane, nodeParts, programs };
}

/** Makes Ready nodes of guests, and gives the cluster what every cluster with snapshots has. */
export async function joinNodes(
  parts: NodeParts,
  nodes: readonly NodeName[],
  signal: AbortSignal,
): Promise<void> {
  await timed(say, `making Kubernetes nodes of ${nodes.join(', ')}`, async () => {
    await Promise.all(nodes.map((name) => joinNode(parts, name, signal)));
    await untilReady(parts.plane, nodes);
  });
  for (const crd of await snapshotCrds(signal)) await parts.plane.kubectl.apply(crd);
}

/** What a pod cannot do without: Ready nodes, and an account to run as. */
export async function untilReady(
  { kubectl }: ControlPlane,
  nodes: readonly NodeName[] = NODES,
): Promise<void> {
  for (const name of nodes) {
    await kubectl.until(`${name} is Ready`, READY_MS, async () => {
      const conditions = ((await kubectl.find('node', name))?.status?.['conditions'] ??
        []) as readonly Condition[];
      return conditions.find(({ type, status }) => type === 'Ready' && status === 'True');
    });
  }
  await kubectl.until('pods have an account', READY_MS, () => kubectl.find('serviceaccount', 'default'));
}

interface Condition {
  readonly type: string;
  readonly status: string;
}
