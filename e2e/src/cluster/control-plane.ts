import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LAB_ADDRESS, type Lab, type LabProcess } from '@twinsite/lab';
import type { Programs } from '../programs/programs.js';
import { kubeconfig, newAccounts, tokenFile, type Account, type Accounts } from './accounts.js';
import { makeCertificates } from './certificates.js';
import { apiServerFlags, controllerManagerFlags, etcdFlags, schedulerFlags } from './flags.js';
import { Kubectl } from './kubectl.js';

const READY_MS = 90_000;
const SERVER = `https://${LAB_ADDRESS}:6443`;

export interface ControlPlane {
  readonly kubectl: Kubectl;
  /** kubeconfig of the administrator. */
  readonly adminConfig: string;
  /** Certificates and files of the cluster. */
  readonly directory: string;
  /** Text of the kubeconfig that the node's kubelet uses. */
  readonly nodeConfig: string;
  /** For programs of the cluster on this machine: nothing of the caller's environment, and no proxy. */
  readonly env: NodeJS.ProcessEnv;
}

export interface ControlPlaneOrder {
  readonly lab: Lab;
  readonly programs: Programs;
  readonly directory: string;
  /** The one node's name. */
  readonly node: string;
}

/** etcd, API server, controller manager and scheduler of one cluster, as processes on the lab's management network. */
export async function startControlPlane(
  order: ControlPlaneOrder,
  signal: AbortSignal,
): Promise<ControlPlane> {
  const { lab, programs, directory, node } = order;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await makeCertificates(directory, LAB_ADDRESS, signal);
  const accounts = newAccounts(node);
  const configOf = await writeConfigs(directory, accounts);
  const env = { PATH: process.env['PATH'], HOME: directory, NO_PROXY: '*' };
  const start = (role: string, argv: readonly [string, ...string[]]): Promise<LabProcess> =>
    lab.processes.start(role, argv, { env, cwd: directory });
  const kubectl = new Kubectl(programs.of('kubectl'), configOf.admin, env, signal);
  const etcd = await start('etcd', [programs.etcd, ...etcdFlags(directory)]);
  const api = await start('kube-apiserver', [programs.of('kube-apiserver'), ...apiServerFlags(directory)]);
  await kubectl.until('the API server is ready', READY_MS, () => readyWhileAlive(kubectl, [etcd, api], lab));
  // Sooner, and the controller manager ends for good.
  const manager = controllerManagerFlags(directory, configOf.controllerManager);
  await start('kube-controller-manager', [programs.of('kube-controller-manager'), ...manager]);
  await start('kube-scheduler', [programs.of('kube-scheduler'), ...schedulerFlags(configOf.scheduler)]);
  const nodeConfig = await readFile(configOf.node, 'utf8');
  return { kubectl, adminConfig: configOf.admin, directory, nodeConfig, env };
}

async function writeConfigs(
  directory: string,
  accounts: Accounts,
): Promise<Readonly<Record<keyof Accounts, string>>> {
  const ca = await readFile(join(directory, 'ca.crt'), 'utf8');
  const secret = { mode: 0o600 };
  await writeFile(join(directory, 'tokens.csv'), tokenFile(accounts), secret);
  const write = async (name: keyof Accounts, account: Account): Promise<string> => {
    const file = join(directory, `${name}.kubeconfig`);
    await writeFile(file, kubeconfig(SERVER, ca, account), secret);
    return file;
  };
  return {
    admin: await write('admin', accounts.admin),
    controllerManager: await write('controllerManager', accounts.controllerManager),
    scheduler: await write('scheduler', accounts.scheduler),
    node: await write('node', accounts.node),
  };
}

async function readyWhileAlive(
  kubectl: Kubectl,
  processes: readonly LabProcess[],
  lab: Lab,
): Promise<true | undefined> {
  const dead = processes.find((one) => one.end() !== undefined);
  if (dead !== undefined)
    throw new Error(`${dead.role} ended: its log ${lab.processes.logOf(dead.role)} says why`);
  return (await kubectl.ready()) ? true : undefined;
}
