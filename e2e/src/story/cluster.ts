import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  bundleDriver,
  controllerEndpoint,
  sayOnStderr as say,
  startController,
  timed,
  type DriverFiles,
  type Lab,
} from '@twinsite/lab';
import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import { startControlPlane, type ControlPlane } from '../cluster/control-plane.js';
import type { Kubectl } from '../cluster/kubectl.js';
import { startSidecars } from '../cluster/sidecars.js';
import { writeImages } from '../image/images.js';
import { startKubeNode } from '../node/kube-node.js';
import { writeNodeFiles } from '../node/node-files.js';
import { preparePrograms, type Programs } from '../programs/programs.js';

export const NODE = 'node-1';
const NODE_READY_MS = 120_000;

/** One control plane, one node and our driver on both, all running; the node is Ready and knows the driver. */
export async function startCluster(
  lab: Lab,
  simulator: RunningSimulator,
  signal: AbortSignal,
): Promise<Kubectl> {
  const programs = await preparePrograms(say, signal);
  const directory = join(lab.scratch, 'driver');
  const driver: DriverFiles = { bundle: await bundleDriver(lab, directory, signal), directory };
  const order = { lab, programs, directory: join(lab.scratch, 'cluster'), node: NODE } as const;
  const plane = await timed(say, 'starting etcd and the control plane', () =>
    startControlPlane(order, signal),
  );
  (await startController(lab, simulator, driver)).close();
  await startSidecars({ lab, programs }, plane, controllerEndpoint(driver).replace('unix://', ''));
  await timed(say, `making a Kubernetes node of ${NODE}`, () =>
    makeNode({ lab, programs, plane, driver }, signal),
  );
  await timed(say, `waiting for ${NODE} to be Ready with our driver`, () => knowsDriver(plane));
  return plane.kubectl;
}

interface NodeParts {
  readonly lab: Lab;
  readonly programs: Programs;
  readonly plane: ControlPlane;
  readonly driver: DriverFiles;
}

async function makeNode({ lab, programs, plane, driver }: NodeParts, signal: AbortSignal): Promise<void> {
  const home = dirname(dirname(lab.program));
  const files = join(lab.scratch, 'node');
  const scratch = join(lab.scratch, 'images');
  await mkdir(scratch);
  const ca = await readFile(join(plane.directory, 'ca.crt'), 'utf8');
  await writeNodeFiles(files, { kubeconfig: plane.nodeConfig, ca });
  const sources = { busybox: programs.busybox, pause: join(home, 'guest/pause.c'), scratch };
  await writeImages(files, sources, signal);
  const prepareScript = join(home, 'guest/prepare-node');
  const kubelet = programs.of('kubelet');
  await startKubeNode({ lab, name: NODE, files, kubelet, driver, prepareScript }, signal);
}

/** What a pod with a claim cannot do without: a node, a driver on it, an account to run as. */
async function knowsDriver({ kubectl }: ControlPlane): Promise<void> {
  await kubectl.until(`${NODE} is Ready`, NODE_READY_MS, async () => {
    const node = await kubectl.find('node', NODE);
    const conditions = (node?.status?.['conditions'] ?? []) as readonly Condition[];
    return conditions.find(({ type, status }) => type === 'Ready' && status === 'True');
  });
  await kubectl.until('the kubelet has registered our driver', NODE_READY_MS, async () => {
    const drivers = ((await kubectl.find('csinode', NODE))?.spec?.['drivers'] ?? []) as readonly unknown[];
    return drivers.length > 0 ? drivers : undefined;
  });
  await kubectl.until('pods have an account', NODE_READY_MS, () => kubectl.find('serviceaccount', 'default'));
}

interface Condition {
  readonly type: string;
  readonly status: string;
}
