import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import type { NfsSource } from '@twinsite/domain';
import { nfsMountsContract } from '@twinsite/domain/testing';
import { linuxHost, realHostAccess } from '@twinsite/linux-host';
import { nfsPorts } from '@twinsite/nfs-adapter';
import { mustRun } from '../../host/run-command.js';
import type { CaseReport } from './inside-node.js';

/** What the host's half asks for: a case by its name, on trees that it has made. */
export interface NfsCaseOrder {
  readonly name: string;
  readonly source: NfsSource;
  readonly neighbour: NfsSource;
  readonly missing: NfsSource;
}

/** Everything that a case makes; empty before the next one. */
const DIRECTORY = '/run/contract-nfs/mounts';
/** Leads to DIRECTORY. */
const LINKED = '/run/contract-nfs/linked';
const STATE = '/run/contract-nfs/state';
const LIMITS = { deadlineMs: 60_000 };

/** Runs inside a node: one case of the contract of NFS mounts on the real adapter, then takes everything down again. */
export async function runNfsContractCase(file: string): Promise<number> {
  const order = JSON.parse(await readFile(file, 'utf8')) as NfsCaseOrder;
  const problem = await run(order).finally(() => takeDown(order.source.server));
  const report: CaseReport = problem === undefined ? {} : { problem };
  process.stdout.write(`${JSON.stringify(report)}\n`);
  return 0;
}

async function run({ name, source, neighbour, missing }: NfsCaseOrder): Promise<string | undefined> {
  const found = nfsMountsContract.find((candidate) => candidate.name === name);
  if (found === undefined) return `no case is called ${name}`;
  await mkdir(DIRECTORY, { recursive: true });
  await rm(LINKED, { force: true });
  await symlink(DIRECTORY, LINKED);
  const ports = nfsPorts(linuxHost(realHostAccess(), { journalDirectory: STATE }));
  const server = source.server;
  const subject = {
    ...ports,
    ...{ source, neighbour, missing, directory: DIRECTORY, linked: LINKED, occupy },
    silence: () => silence(server),
    restore: () => restore(server),
  };
  return found.run(subject).then(
    () => undefined,
    (error: unknown) => String(error),
  );
}

/** Frames to an address that nobody has: they vanish, and nobody is told. */
async function silence(server: string): Promise<void> {
  const nobody = ['lladdr', '02:77:00:00:ff:ff', 'dev', 'vec0', 'nud', 'permanent'];
  await mustRun(['ip', 'neigh', 'replace', server, ...nobody], LIMITS);
}

async function restore(server: string): Promise<void> {
  await mustRun(['bash', '-c', `ip neigh del ${server} dev vec0 2>/dev/null; true`], LIMITS);
}

async function occupy(path: string): Promise<() => Promise<void>> {
  const child = spawn('sleep', ['600'], { cwd: path, stdio: 'ignore' });
  const ended = once(child, 'exit');
  await once(child, 'spawn');
  return async () => {
    child.kill('SIGKILL');
    await ended;
  };
}

async function takeDown(server: string): Promise<void> {
  await restore(server);
  const mounts = `awk '$2 ~ "^${DIRECTORY}/" { print $2 }' /proc/mounts | tac`;
  await mustRun(['bash', '-c', `for m in $(${mounts}); do umount -f "$m" || umount -l "$m"; done`], LIMITS);
  await mustRun(['rm', '-rf', STATE, '--one-file-system', DIRECTORY], LIMITS);
}
