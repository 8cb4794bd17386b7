import { readFile } from 'node:fs/promises';
import { addressOf, GuestDaemon, LAB_ADDRESS, type GuestName, type Lab } from '@twinsite/lab';
import { API_SERVICE, SERVICE_RANGE } from '../cluster/certificates.js';
import { importImages, type NodeImages } from './import-images.js';
import { AT } from './node-files.js';

const SETUP_MS = 60_000;

export interface KubeNodeOrder {
  readonly lab: Lab;
  readonly name: GuestName;
  /** Filled by writeNodeFiles; holds the kubelet's program too. */
  readonly files: string;
  /** Archives of images, on this machine. What is in the first ones is kept for the clusters to come. */
  readonly images: NodeImages;
  /** The script guest/prepare-node of this workspace. */
  readonly prepareScript: string;
  /** Addresses of the storage managers, as a route. */
  readonly managerRange: string;
  readonly zone: string;
  /** `10.0.0.1:6443`. */
  readonly apiServer: string;
}

/** In the order in which they start. */
export const DAEMONS = ['containerd', 'kubelet'] as const;

/** Makes a kubelet's node of a lab guest that has just booted: containerd with the images, the kubelet. */
export async function startKubeNode(order: KubeNodeOrder, signal: AbortSignal): Promise<void> {
  const { lab, name, files } = order;
  const { agent } = lab.guest(name);
  await lab.guest(name).mountHost(files, AT, signal);
  await agent.must(await prepareScript(order), { deadlineMs: SETUP_MS, signal });
  await start(order, 'containerd', `env PATH=/run/bin:$PATH containerd -c ${AT}/containerd.toml`, signal);
  await importImages({ lab, name, images: order.images }, signal);
  await start(order, 'kubelet', kubeletCommand(order), signal);
}

async function prepareScript({ prepareScript, managerRange, apiServer }: KubeNodeOrder): Promise<string> {
  const text = await readFile(prepareScript, 'utf8');
  return text
    .replaceAll('API_SERVICE', API_SERVICE)
    .replaceAll('API_SERVER', apiServer)
    .replaceAll('API_RANGE', SERVICE_RANGE)
    .replaceAll('MANAGER_RANGE', managerRange)
    .replaceAll('LAB_ADDRESS', LAB_ADDRESS);
}

function kubeletCommand({ name, zone }: KubeNodeOrder): string {
  const flags = [
    `--config=${AT}/kubelet.yaml`,
    `--kubeconfig=${AT}/kubelet.kubeconfig`,
    `--node-ip=${addressOf(name, 'management')}`,
    `--hostname-override=${name}`,
    `--node-labels=topology.kubernetes.io/zone=${zone}`,
    '--cert-dir=/var/lib/kubelet/pki',
  ];
  return `${AT}/kubelet ${flags.join(' ')}`;
}

function start(
  { lab, name }: KubeNodeOrder,
  daemon: (typeof DAEMONS)[number],
  command: string,
  signal: AbortSignal,
): Promise<unknown> {
  return GuestDaemon.start(lab.guest(name).agent, { name: daemon, command }, signal);
}
