import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedCluster } from '@twinsite/k8s-dr-adapter/testing';
import { createArrayDirectory } from '@twinsite/xms-adapter';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterEach } from 'vitest';
import { openCluster } from '../src/open-cluster.js';
import { buildProgram } from '../src/program.js';
import { terminalInto } from './terminal-into.js';

export interface Ran {
  code: number;
  out: string;
  err: string;
}

export interface TwoClusters {
  readonly directory: string;
  readonly config: string;
  readonly a: EmbeddedCluster;
  readonly b: EmbeddedCluster;
  /** As an operator types it, with `-c` put in; `answer` is what is typed when asked. */
  drctl(args: readonly string[], how?: { answer?: string; interrupted?: AbortSignal }): Promise<Ran>;
}

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Two embedded clusters with kubeconfigs, a store, keys, and a drctl.yaml that names them. */
export async function twoClusters(more = ''): Promise<TwoClusters> {
  const directory = mkdtempSync(join(tmpdir(), 'drctl-two-'));
  const [a, b] = [await EmbeddedCluster.start(), await EmbeddedCluster.start()];
  ends.push(async () => {
    await Promise.all([a.stop(), b.stop()]);
    rmSync(directory, { recursive: true });
  });
  const identity = await generateIdentity();
  const file = (name: string, text: string): string => {
    const path = join(directory, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  file('identity', `# a key\n${identity}\n`);
  file('kube-a', kubeconfig(a.server.url));
  file('kube-b', kubeconfig(b.server.url));
  const config = file(
    'drctl.yaml',
    `clusters:
  - { id: a, kubeconfig: kube-a, site: a }
  - { id: b, kubeconfig: kube-b, site: b }
groups:
  - { name: shop, namespaces: [shop] }
store: { directory: bundles }
keys: { recipients: [${await identityToRecipient(identity)}], identity: identity }
state: state
${more}`,
  );
  chmodSync(directory, 0o700);
  const drctl: TwoClusters['drctl'] = async (args, { answer, interrupted } = {}) => {
    const seen: Ran = { code: -1, out: '', err: '' };
    const program = buildProgram({
      terminal: terminalInto(seen, answer),
      env: {},
      interrupted: interrupted ?? new AbortController().signal,
      openArrays: ({ arrays }) => {
        const opened = createArrayDirectory({
          arrays,
          timings: { connectMs: 300, replyMs: 2000, pollMs: 5 },
        });
        return opened.ok ? Promise.resolve(opened.value) : Promise.reject(new Error('it was not checked'));
      },
      openCluster,
      finish: (code) => (seen.code = code),
    });
    await program.parseAsync(['node', 'drctl', ...args, '-c', config]);
    return seen;
  };
  return { directory, config, a, b, drctl };
}

const kubeconfig = (server: string): string => `apiVersion: v1
kind: Config
current-context: it
contexts: [{ name: it, context: { cluster: it, user: it } }]
clusters: [{ name: it, cluster: { server: "${server}" } }]
users: [{ name: it, user: { token: kube-token-of-the-operator } }]
`;
