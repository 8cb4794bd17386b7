import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kubeconfig, newAccounts, tokenFile } from '../cluster/accounts.js';
import { makeCertificates } from '../cluster/certificates.js';
import { apiServerFlags, etcdFlags, type Listening } from '../cluster/flags.js';
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

/** etcd and an API server on the loopback address, and nobody else: no controller touches what is put there. */
export async function startBareApiServer(
  programs: Programs,
  directory: string,
  signal: AbortSignal,
): Promise<BareApiServer> {
  await makeCertificates(directory, ADDRESS, signal);
  const at = await listening();
  const config = await writeAdminConfig(directory, at);
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
    const api = [programs.of('kube-apiserver'), ...apiServerFlags(directory, at)] as const;
    running.push(await BackgroundProgram.start(api, join(directory, 'kube-apiserver.log')));
    await kubectl.until('the API server is ready', READY_MS, () => readyWhileAlive(kubectl, running));
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

async function writeAdminConfig(directory: string, { address, port }: Listening): Promise<string> {
  const { admin } = newAccounts([]);
  if (admin === undefined) throw new RangeError('no account of the administrator');
  const ca = await readFile(join(directory, 'ca.crt'), 'utf8');
  const file = join(directory, 'admin.kubeconfig');
  await writeFile(join(directory, 'tokens.csv'), tokenFile({ admin }), { mode: 0o600 });
  await writeFile(file, kubeconfig(`https://${address}:${port}`, ca, admin.token), { mode: 0o600 });
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
