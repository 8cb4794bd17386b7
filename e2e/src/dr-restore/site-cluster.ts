import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { helmProgram } from '@twinsite/chart';
import { LAB_ADDRESS, sayOnStderr as say, timed, type Lab } from '@twinsite/lab';
import { startControlPlane, type BesidePlane, type ControlPlane } from '../cluster/control-plane.js';
import type { Kubectl } from '../cluster/kubectl.js';
import type { NodeImages } from '../node/import-images.js';
import type { Programs } from '../programs/programs.js';
import { bothDrivers } from '../world/chart-values.js';
import { MANAGERS } from '../world/article-array.js';
import { Helm, NAMESPACE, type Values } from '../world/helm.js';
import { installDriver } from '../world/install-driver.js';
import type { NodeName } from '../world/kube-nodes.js';
import { joinNodes } from '../world/kube-world.js';

/** One of the two clusters: a control plane and one node at its site. */
export interface SiteCluster {
  readonly id: 'a' | 'b';
  readonly node: NodeName;
  readonly plane: ControlPlane;
  readonly kubectl: Kubectl;
  /** What its API server was asked. */
  readonly auditLog: string;
}

export interface SiteOrder {
  readonly lab: Lab;
  readonly programs: Programs;
  readonly images: NodeImages;
  readonly id: SiteCluster['id'];
  /** Of the array's account. */
  readonly password: string;
}

const NODE_AT: Readonly<Record<SiteCluster['id'], NodeName>> = { a: 'node-1', b: 'node-2' };

/** The second control plane's programs beside those of the first on one machine. */
const BESIDE: BesidePlane = {
  suffix: '-b',
  at: {
    address: LAB_ADDRESS,
    port: 7443,
    etcd: 'http://127.0.0.1:2479',
    peer: 'http://127.0.0.1:2480',
  },
  managerPort: 10_357,
  schedulerPort: 10_359,
};

export async function startSiteCluster(order: SiteOrder, signal: AbortSignal): Promise<SiteCluster> {
  const { lab, programs, images, id, password } = order;
  const node = NODE_AT[id];
  const directory = join(lab.scratch, `cluster-${id}`);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const auditLog = join(directory, 'audit.log');
  const beside = id === 'a' ? {} : { beside: BESIDE };
  const plan = { lab, programs, directory, nodes: [node], audit: auditLog, ...beside };
  const plane = await timed(say, `cluster ${id}: starting the control plane`, () =>
    startControlPlane(plan, signal),
  );
  await joinNodes({ lab, plane, kubelet: programs.of('kubelet'), images }, [node], signal);
  await plane.kubectl.apply(arraySecret(password));
  const helm = await Helm.on(lab, plane, await helmProgram(say, signal), signal);
  const home = dirname(dirname(lab.program));
  await installDriver({ plane, helm, home, values: valuesOf(lab, id), drivers: 2, nodes: [node] });
  return { id, node, plane, kubectl: plane.kubectl, auditLog };
}

/**
 * One node is enough for one controller; each cluster has its own name at the array. The array stands in the configuration: the
 * NFS driver of a standby has made no claim yet that could have told it.
 */
const valuesOf = (lab: Lab, id: SiteCluster['id']): Values => ({
  ...bothDrivers(lab),
  clusterId: clusterIdOf(id),
  controller: { replicas: 1 },
  arrays: [{ ...SITE_ARRAY, secretName: ARRAY_SECRET }],
});

/** Of the chart and of drctl.yaml. */
export const clusterIdOf = (id: SiteCluster['id']): string => `dr-${id}`;

const ARRAY_SECRET = 'array';
const SITE_HOSTS = { a: ['gw-a', 'mon-a', 'fg-a'], b: ['gw-b', 'mon-b', 'fg-b'], arbiter: ['mon-arb'] };

/** As drivers and drctl are told of it, credentials left out. */
export const SITE_ARRAY = {
  name: 'article',
  managers: MANAGERS.map(({ host }) => host),
  sites: SITE_HOSTS,
  // The lab's gateways switch themselves off 2.5 s after their last grant.
  fence: { removalDrains: true, waitMs: 10_000 },
};

/** The chart's namespace with the array's Secret in it, which has to be there before the chart. */
const arraySecret = (password: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: ARRAY_SECRET, namespace: NAMESPACE },
        stringData: { user: 'admin', password },
      },
    ],
  });
