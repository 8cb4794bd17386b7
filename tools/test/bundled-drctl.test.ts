import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedCluster, runShop } from '@twinsite/k8s-dr-adapter/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './scratch-workspace.js';

/** Holds the bundle and nothing else but what drctl makes. */
const directory = mkdtempSync(join(tmpdir(), 'twinsite-drctl-'));
let clusters: readonly EmbeddedCluster[];

beforeAll(async () => {
  execFileSync(process.execPath, [join(root, 'tools/bundle.mjs'), '--outdir', join(directory, 'drctl')], {
    cwd: join(root, 'apps/drctl'),
    timeout: 60_000,
  });
  clusters = await Promise.all([EmbeddedCluster.start(), EmbeddedCluster.start()]);
  clusters.forEach(({ server }, index) =>
    writeFileSync(join(directory, `kube-${index}`), kubeconfig(server.url), { mode: 0o600 }),
  );
}, 130_000);

afterAll(async () => {
  await Promise.all(clusters.map((cluster) => cluster.stop()));
  rmSync(directory, { recursive: true, force: true });
});

const kubeconfig = (server: string): string =>
  JSON.stringify({
    'current-context': 'it',
    contexts: [{ name: 'it', context: { cluster: 'it', user: 'it' } }],
    clusters: [{ name: 'it', cluster: { server } }],
    users: [{ name: 'it', user: { token: 'any' } }],
  });

/** As it is called: a program in a directory of its own, which finds nothing of this repository. */
async function drctl(...words: readonly string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], HOME: directory };
  const { stdout } = await promisify(execFile)(join(directory, 'drctl/drctl.mjs'), words, {
    cwd: directory,
    env,
  });
  return stdout;
}

test('the bundled drctl carries a group from one cluster to the other, every part of it loaded when it is needed', async () => {
  const [a] = clusters;
  if (a === undefined) throw new Error('two clusters were started');
  await runShop(a);
  const given = [
    '--cluster',
    'a=kube-0',
    '--cluster',
    'b=kube-1',
    '--group',
    'shop=shop',
    '--store',
    'bundles',
  ];
  await drctl('init', ...given, '--generate-keys');
  expect(await drctl('config', 'check')).toContain('is sound: 2 clusters, 1 groups');
  await drctl('protect', 'shop');
  expect(JSON.parse(await drctl('verify', '--group', 'shop', '-o', 'json'))).toMatchObject({
    signed: true,
    sealed: true,
  });
  expect(JSON.parse(await drctl('restore', 'shop', '-o', 'json'))).toMatchObject({
    outcome: 'complete',
    claims: 5,
  });
  expect(JSON.parse(await drctl('version', '--clusters', '-o', 'json'))).toHaveProperty('versions');
}, 60_000);

test('the bundled drctl completes for kubectl under the name that kubectl calls', async () => {
  const link = join(directory, 'kubectl_complete-drctl');
  symlinkSync(join(directory, 'drctl/drctl.mjs'), link);
  const { stdout } = await promisify(execFile)(link, ['resto'], { cwd: directory });
  expect(stdout).toBe('restore\n:4\n');
});
