import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LAB_ADDRESS, type Lab, type LabProcess } from '@twinsite/lab';
import type { Programs } from '../programs/programs.js';
import { ApiServer } from './api-server.js';
import { kubeconfig, newAccounts, tokenFile, type Accounts } from './accounts.js';
import { makeCertificates } from './certificates.js';
import {
  apiServerFlags,
  auditFlags,
  controllerManagerFlags,
  etcdFlags,
  IN_THE_LAB,
  schedulerFlags,
} from './flags.js';
import type { Listening } from './flags.js';
import { auditPolicy } from './audit-policy.js';
import { Kubectl } from './kubectl.js';

export interface ControlPlane {
  /** Of the API server: `10.0.0.1:6443`. */
  readonly server: string;
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
  /** Where its programs listen and what their logs are called, if the lab has another cluster too. */
  readonly beside?: BesidePlane;
  /** Keeps an audit log in this file. */
  readonly audit?: string;
}

export interface BesidePlane {
  readonly suffix: string;
  readonly at: Listening;
  readonly managerPort: number;
  readonly schedulerPort: number;
}

/** etcd, API server, controller manager and scheduler of one cluster, as processes on the lab's management network. */
export async function startControlPlane(
  order: ControlPlaneOrder,
  signal: AbortSignal,
): Promise<ControlPlane> {
  const { lab, programs, directory, nodes, beside, audit } = order;
  const at = beside?.at ?? IN_THE_LAB;
  const server = `${at.address}:${at.port}`;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await makeCertificates(directory, LAB_ADDRESS, signal);
  const configOf = await writeConfigs(directory, `https://${server}`, newAccounts(nodes));
  const env = { PATH: process.env['PATH'], HOME: directory, NO_PROXY: '*' };
  const start = (role: string, argv: readonly [string, ...string[]]): Promise<LabProcess> =>
    lab.processes.start(`${role}${beside?.suffix ?? ''}`, argv, { env, cwd: directory });
  const kubectl = new Kubectl(programs.of('kubectl'), configOf('admin'), env, signal);
  await start('etcd', [programs.etcd, ...etcdFlags(directory, at)]);
  const audited = audit === undefined ? [] : auditFlags(await auditPolicy(directory), audit);
  const argv = [programs.of('kube-apiserver'), ...apiServerFlags(directory, at), ...audited] as const;
  const apiServer = new ApiServer({ lab, kubectl }, () => start('kube-apiserver', argv));
  await apiServer.on();
  // Sooner, and the controller manager ends for good.
  const manager = controllerManagerFlags(directory, configOf('controllerManager'), beside?.managerPort);
  await start('kube-controller-manager', [programs.of('kube-controller-manager'), ...manager]);
  const scheduler = schedulerFlags(configOf('scheduler'), beside?.schedulerPort);
  await start('kube-scheduler', [programs.of('kube-scheduler'), ...scheduler]);
  const ca = join(directory, 'ca.crt');
  return { server, kubectl, apiServer, adminConfig: configOf('admin'), directory, ca, configOf, env };
}

async function writeConfigs(
  directory: string,
  server: string,
  accounts: Accounts,
): Promise<ControlPlane['configOf']> {
  const ca = await readFile(join(directory, 'ca.crt'), 'utf8');
  const secret = { mode: 0o600 };
  const fileOf = (name: string): string => join(directory, `${name}.kubeconfig`);
  await writeFile(join(directory, 'tokens.csv'), tokenFile(accounts), secret);
  for (const [name, { token }] of Object.entries(accounts))
    await writeFile(fileOf(name), kubeconfig(server, ca, token), secret);
  return fileOf;
}
