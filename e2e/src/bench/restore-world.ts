import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeProblem, writeBundle, type RecoverySet } from '@twinsite/domain';
import { AgeSeal, DirectoryStore, Ed25519Signature } from '@twinsite/k8s-dr-adapter/bundles';
import { EmbeddedCluster } from '@twinsite/k8s-dr-adapter/testing';
import type { BareApiServer } from '../bare/bare-api-server.js';
import { kubeconfig } from '../cluster/accounts.js';
import type { Kubectl } from '../cluster/kubectl.js';
import { AuditLog } from './audit-log.js';
import type { DrctlProgram } from '../drctl/drctl-program.js';

/** What every contender works with. */
export interface RestoreWorld {
  readonly kubectl: Kubectl;
  /** kubeconfig of the administrator. */
  readonly config: string;
  readonly audit: AuditLog;
  readonly drctl: DrctlProgram;
  readonly directory: string;
  /** At rest: nothing of any group runs on it. */
  readonly source: EmbeddedCluster;
  readonly signal: AbortSignal;
}

export interface WorldParts {
  readonly server: BareApiServer;
  readonly drctl: DrctlProgram;
  readonly directory: string;
  readonly auditLog: string;
}

/** The source is only asked whether anything runs there, so an embedded cluster will do. */
export async function onRestoreWorld<T>(
  { server, drctl, directory, auditLog }: WorldParts,
  signal: AbortSignal,
  work: (world: RestoreWorld) => Promise<T>,
): Promise<T> {
  const source = await EmbeddedCluster.start();
  try {
    await writeFile(join(directory, 'source.kubeconfig'), kubeconfig(source.server.url, '', 'any'), {
      mode: 0o600,
    });
    const { kubectl, config } = server;
    return await work({ kubectl, config, audit: new AuditLog(auditLog), drctl, directory, source, signal });
  } finally {
    await source.stop();
  }
}

/** Keeps the set as a bundle, and a drctl.yaml that knows it; answers the file. */
export async function bundled(world: RestoreWorld, set: RecoverySet): Promise<string> {
  const { directory, config, signal } = world;
  const store = new DirectoryStore(join(directory, 'bundles'));
  const seal = new AgeSeal([], []);
  const signature = new Ed25519Signature({ privateKey: undefined, trusted: [] });
  const order = { set, operation: 'bench', createdAt: new Date().toISOString(), versions: {} };
  const written = await writeBundle({ store, seal, signature }, order, signal);
  if (!written.ok) throw new Error(describeProblem(written.problem));
  const file = join(directory, `${set.group}.yaml`);
  await writeFile(
    file,
    JSON.stringify({
      clusters: [
        { id: 'a', kubeconfig: 'source.kubeconfig', site: 'a' },
        { id: 'b', kubeconfig: config, site: 'b' },
      ],
      groups: [{ name: set.group, namespaces: [set.group] }],
      store: { directory: 'bundles' },
      state: 'state',
    }),
  );
  return file;
}
