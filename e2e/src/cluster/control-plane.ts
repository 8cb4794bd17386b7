import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LAB_ADDRESS, type Lab, type LabProcess } from '@twinsite/lab';
import type { Programs } from '../programs/programs.js';
import { ApiServer } from './api-server.js';
import { kubeconfig, newAccounts, tokenFile, type Accounts } from './accounts.js';
import { makeCertificates } from './certificates.js';
import { apiServerFlags, controllerManagerFlags, etcdFlags, schedulerFlags } from './flags.js';
import { Kubectl } from './kubectl.js';

const SERVER = `https://${LAB_ADDRESS}:6443`;

export interface ControlPlane {
  readonly kubectl: Kubectl;
  readonly apiServer: ApiServer;
  /** kubeconfig of the administrator. */
  readonly adminConfig: string;
  /** Certificates and files of the cluster. */
  readonly directory: string;
  /** File with the certificate of the API server's authority, in PEM. */
  readonly ca: string;
  /** The file of the kubeconfig of an account, for example of a node's kubelet. */
  configOf(account: string): string;
  /** For programs of the cluster on this machine: nothing of the caller's environment, and no proxy. */
  readonly env: NodeJS.ProcessEnv;
}

export interface ControlPlaneOrder {
  readonly lab: Lab;
  readonly programs: Programs;
  readonly directory: string;
  readonly nodes: readonly string[];
}

/** etcd, API server, controller manager and scheduler of one cluster, as processes on the lab's management network. */
export async function startControlPlane(
  order: ControlPlaneOrder,
  signal: AbortSignal,
): Promise<ControlPlane> {
  const { lab, programs, directory, nodes } = order;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await makeCertificates(directory, LAB_ADDRESS, signal);
  const configOf = await writeConfigs(directory, newAccounts(nodes));
  const env = { PATH: process.env['PATH'], HOME: directory, NO_PROXY: '*' };
  const start = (role: string, argv: readonly [string, ...string[]]): Promise<LabProcess> =>
    lab.processes.start(role, argv, { env, cwd: directory });
  const kubectl = new Kubectl(programs.of('kubectl'), configOf('admin'), env, signal);
  await start('etcd', [programs.etcd, ...etcdFlags(directory)]);
  const argv = [programs.of('kube-apiserver'), ...apiServerFlags(directory)] as const;
  const apiServer = new ApiServer({ lab, kubectl }, () => start('kube-apiserver', argv));
  await apiServer.on();
  // Sooner, and the controller manager ends for good.
  const manager = controllerManagerFlags(directory, configOf('controllerManager'));
  await start('kube-controller-manager', [programs.of('kube-controller-manager'), ...manager]);
  await start('kube-scheduler', [programs.of('kube-scheduler'), ...schedulerFlags(configOf('scheduler'))]);
  const ca = join(directory, 'ca.crt');
  return { kubectl, apiServer, adminConfig: configOf('admin'), directory, ca, configOf, env };
}

async function writeConfigs(directory: string, accounts: Accounts): Promise<ControlPlane['configOf']> {
  const ca = await readFile(join(directory, 'ca.crt'), 'utf8');
  const secret = { mode: 0o600 };
  const fileOf = (name: string): string => join(directory, `${name}.kubeconfig`);
  await writeFile(join(directory, 'tokens.csv'), tokenFile(accounts), secret);
  for (const [name, { token }] of Object.entries(accounts))
    await writeFile(fileOf(name), kubeconfig(SERVER, ca, token), secret);
  return fileOf;
}
