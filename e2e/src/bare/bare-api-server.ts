import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { auditPolicy } from '../cluster/audit-policy.js';
import { kubeconfig, newAccounts, tokenFile, type Accounts } from '../cluster/accounts.js';
import { makeCertificates } from '../cluster/certificates.js';
import {
  apiServerFlags,
  auditFlags,
  controllerManagerFlags,
  etcdFlags,
  type Listening,
} from '../cluster/flags.js';
import { Kubectl } from '../cluster/kubectl.js';
import type { Programs } from '../programs/programs.js';
import { BackgroundProgram } from './background-program.js';
import { freePorts } from './free-ports.js';

const READY_MS = 90_000;
const ADDRESS = '127.0.0.1';

export interface BareApiServer {
  readonly kubectl: Kubectl;
  /** kubeconfig of the administrator. */
  readonly config: string;
  end(): Promise<void>;
}

export interface BareOrder {
  readonly programs: Programs;
  readonly directory: string;
  /** With the controller manager, and these flags of it: volumes are bound, owners make their own. */
  readonly controllers?: readonly string[];
  /** Keeps an audit log in this file. */
  readonly audit?: string;
}

/** etcd and an API server on the loopback address; unless asked for, nobody else, so that no controller touches what is put there. */
export async function startBareApiServer(
  { programs, directory, controllers, audit }: BareOrder,
  signal: AbortSignal,
): Promise<BareApiServer> {
  await makeCertificates(directory, ADDRESS, signal);
  const at = await listening();
  const accounts = newAccounts([]);
  await writeFile(join(directory, 'tokens.csv'), tokenFile(accounts), { mode: 0o600 });
  const config = await writeConfig(directory, { at, accounts, name: 'admin' });
  const running: BackgroundProgram[] = [];
  const end = async (): Promise<void> => {
    for (const program of running.splice(0).reverse()) await program.end();
  };
  // kubectl keeps what it has discovered at home.
  const env = { PATH: process.env['PATH'], HOME: directory, NO_PROXY: '*' };
  const kubectl = new Kubectl(programs.of('kubectl'), config, env, signal);
  try {
    const etcd = [programs.etcd, ...etcdFlags(directory, at)] as const;
    running.push(await BackgroundProgram.start(etcd, join(directory, 'etcd.log')));
    const audited = audit === undefined ? [] : auditFlags(await auditPolicy(directory), audit);
    const api = [programs.of('kube-apiserver'), ...apiServerFlags(directory, at), ...audited] as const;
    running.push(await BackgroundProgram.start(api, join(directory, 'kube-apiserver.log')));
    await kubectl.until('the API server is ready', READY_MS, () => readyWhileAlive(kubectl, running));
    if (controllers !== undefined) {
      const own = await writeConfig(directory, { at, accounts, name: 'controllerManager' });
      const [port] = await freePorts(1);
      const manager = [
        programs.of('kube-controller-manager'),
        ...controllerManagerFlags(directory, own, port),
        ...controllers,
      ] as const;
      running.push(await BackgroundProgram.start(manager, join(directory, 'kube-controller-manager.log')));
    }
  } catch (error) {
    await end();
    throw error;
  }
  return { kubectl, config, end };
}

async function listening(): Promise<Listening> {
  const [port = 0, etcd = 0, peer = 0] = await freePorts(3);
  return { address: ADDRESS, port, etcd: `http://${ADDRESS}:${etcd}`, peer: `http://${ADDRESS}:${peer}` };
}

interface ConfigOrder {
  readonly at: Listening;
  readonly accounts: Accounts;
  readonly name: string;
}

async function writeConfig(
  directory: string,
  { at: { address, port }, accounts, name }: ConfigOrder,
): Promise<string> {
  const account = accounts[name];
  if (account === undefined) throw new RangeError(`no account ${name}`);
  const ca = await readFile(join(directory, 'ca.crt'), 'utf8');
  const file = join(directory, `${name}.kubeconfig`);
  await writeFile(file, kubeconfig(`https://${address}:${port}`, ca, account.token), { mode: 0o600 });
  return file;
}

async function readyWhileAlive(
  kubectl: Kubectl,
  programs: readonly BackgroundProgram[],
): Promise<true | undefined> {
  const dead = programs.find(({ hasEnded }) => hasEnded);
  if (dead !== undefined) throw new Error(`a program ended: ${await readFile(dead.log, 'utf8')}`);
  return (await kubectl.ready()) ? true : undefined;
}
