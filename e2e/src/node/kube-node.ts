import { copyFile, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  addressOf,
  GuestDaemon,
  nodeDriverCommand,
  type DriverFiles,
  type GuestName,
  type Lab,
} from '@twinsite/lab';
import { AT } from './node-files.js';

const PLUGIN = '/var/lib/kubelet/plugins/iscsi.csi.xsky.com/csi.sock';
const REGISTRY = '/var/lib/kubelet/plugins_registry/iscsi.csi.xsky.com-reg.sock';
const PROGRAM_AT = '/run/e2e';
const SETUP_MS = 60_000;

export interface KubeNodeOrder {
  readonly lab: Lab;
  readonly name: GuestName;
  /** Filled by writeNodeFiles, with pause.tar and web.tar. */
  readonly files: string;
  /** The kubelet's program on this machine. */
  readonly kubelet: string;
  readonly driver: DriverFiles;
  /** The script guest/prepare-node of this workspace. */
  readonly prepareScript: string;
}

/** In the order in which they start. */
export const DAEMONS = ['containerd', 'driver', 'registrar', 'kubelet'] as const;

/** Makes a kubelet's node of a lab guest: containerd with two images, our driver, its registrar, the kubelet. */
export async function startKubeNode(order: KubeNodeOrder, signal: AbortSignal): Promise<void> {
  const { lab, name, files } = order;
  const { agent } = lab.guest(name);
  const limits = { deadlineMs: SETUP_MS, signal };
  await copyFile(order.kubelet, join(files, 'kubelet'));
  await lab.guest(name).mountHost(files, AT, signal);
  await lab.guest(name).mountHost(dirname(lab.program), PROGRAM_AT, signal);
  await agent.must(await readFile(order.prepareScript, 'utf8'), limits);
  await start(order, 'containerd', `containerd -c ${AT}/containerd.toml`, signal);
  await agent.must(IMPORT, limits);
  const served = { ...order.driver, endpoint: `unix://${PLUGIN}` };
  await start(order, 'driver', await nodeDriverCommand(lab, name, served, signal), signal);
  const registrarCommand = `/usr/local/bin/node ${PROGRAM_AT}/main.mjs internal-registrar ${PLUGIN} ${REGISTRY}`;
  await start(order, 'registrar', registrarCommand, signal);
  await start(order, 'kubelet', kubeletCommand(name), signal);
}

const IMPORT = `for i in $(seq 100); do ctr version >/dev/null 2>&1 && break; sleep 0.1; done
for image in pause web; do ctr -n k8s.io images import ${AT}/$image.tar; done`;

function kubeletCommand(name: GuestName): string {
  const flags = [
    `--config=${AT}/kubelet.yaml`,
    `--kubeconfig=${AT}/kubelet.kubeconfig`,
    `--node-ip=${addressOf(name, 'management')}`,
    `--hostname-override=${name}`,
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
