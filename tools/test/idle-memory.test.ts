import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { resources } from '@twinsite/k8s-dr-adapter';
import { FakeApiServer } from '@twinsite/k8s-dr-adapter/testing';
import { startSimulator, twoSites } from '@twinsite/xms-adapter/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './scratch-workspace.js';

/** What an idle driver may hold with the Kubernetes client on. Unit: MiB. */
const MOST_MIB = 80;
/** As its image starts it. */
const containerfile = readFileSync(join(root, 'Containerfile'), 'utf8');
const entrypoint = JSON.parse(/^ENTRYPOINT (.*)$/m.exec(containerfile)?.[1] ?? '[]') as readonly string[];
const FLAGS = entrypoint.slice(1, -1);
const ENVIRONMENT = Object.fromEntries(
  (/^ENV (.*)$/m.exec(containerfile)?.[1] ?? '').split(' ').map((pair) => pair.split(/=(.*)/).slice(0, 2)),
) as Readonly<Record<string, string>>;
const SETTLE_MS = 6000;

const directory = mkdtempSync(join(tmpdir(), 'twinsite-idle-'));

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'tools/bundle.mjs'), '--outdir', directory], {
    cwd: join(root, 'apps/driver'),
    timeout: 60_000,
  });
}, 65_000);

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Resident memory, proc(5). */
function residentMib(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

const text = (value: string): string => Buffer.from(value).toString('base64');

async function aCluster(xmsServers: string): Promise<FakeApiServer> {
  const api = await FakeApiServer.start();
  const secret = { namespace: 'default', name: 'sds-secret' };
  api.add(resources.secrets, { metadata: secret, data: { user: text('admin'), password: text('admin') } });
  const cluster_info = { xmsServers, secret_name: secret.name, secret_namespace: secret.namespace };
  const spec = { name: 'ap-1', cluster_info, gateway: 'gw-a,gw-b' };
  api.add(resources.accessPaths, { metadata: { namespace: 'default', name: 'stretched' }, spec });
  return api;
}

/** What the NFS driver is to find of classes. */
function keepClass(api: FakeApiServer, xmsServers: string): void {
  const entry = { version: 1, xmsServers: xmsServers.split(','), user: 'admin', password: 'admin' };
  const data = { array: text(JSON.stringify({ ...entry, keptAt: '2026-01-01T00:00:00.000Z' })) };
  const metadata = { namespace: 'storage', name: 'twinsite-classes' };
  api.add(resources.secrets, {
    metadata: { ...metadata, labels: { 'app.kubernetes.io/managed-by': 'twinsite' } },
    data,
  });
}

/** Files of a driver on that API server. */
function configure(url: string): string {
  const kubeconfig = join(directory, 'kubeconfig');
  const context = { name: 'c', context: { cluster: 'c', user: 'c' } };
  const clusters = [{ name: 'c', cluster: { server: url } }];
  const users = [{ name: 'c', user: { token: 't' } }];
  writeFileSync(kubeconfig, JSON.stringify({ 'current-context': 'c', contexts: [context], clusters, users }));
  const file = join(directory, 'driver.yaml');
  const kubernetes = { enabled: true, namespace: 'storage', kubeconfig };
  writeFileSync(file, JSON.stringify({ clusterId: 'site-one', kubernetes }));
  return file;
}

const DRIVERS = [
  ['iscsi', 'controller', 2],
  ['iscsi', 'node', 1],
  ['nfs', 'controller', 1],
  ['nfs', 'node', 0],
] as const;

test.each(DRIVERS)(
  'the bundled driver %s in mode %s holds at most 80 MiB when it idles with the Kubernetes client on',
  async (kind, mode, watches) => {
    const simulator = await startSimulator({ topology: twoSites({ accessPaths: [] }) });
    const api = await aCluster(simulator.xmsServers());
    keepClass(api, simulator.xmsServers());
    const name = `${kind}-${mode}`;
    const endpoint = `unix://${join(directory, `${name}.sock`)}`;
    const own = kind === 'nfs' && mode === 'node' ? ['--node-address', '127.0.0.1'] : [];
    const flags = ['--driver', kind, '--mode', mode, '--endpoint', endpoint, ...own];
    const files = ['--config', configure(api.url), '--state-dir', join(directory, name)];
    const args = [...FLAGS, join(directory, 'driver.mjs'), ...flags, ...files];
    const options = { cwd: directory, env: { PATH: process.env['PATH'], ...ENVIRONMENT } };
    const driver = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
    const ended = once(driver, 'exit');
    try {
      await expect.poll(() => existsSync(endpoint.slice('unix://'.length)), { timeout: 20_000 }).toBe(true);
      await expect.poll(() => api.openWatches, { timeout: 20_000 }).toBe(watches);
      if (name === 'iscsi-controller') {
        await expect
          .poll(() => JSON.stringify(api.objects(resources.accessPaths)), { timeout: 20_000 })
          .toMatch(/"type":"Ready","status":"True"/);
      }
      await wait(SETTLE_MS);
      // What starting has thrown away is collected some time later; an idle driver has time.
      await expect.poll(() => residentMib(driver.pid), { timeout: 20_000 }).toBeLessThanOrEqual(MOST_MIB);
      const resident = residentMib(driver.pid).toFixed(1);
      process.stdout.write(`idle RSS, ${kind}, mode ${mode}, Node ${process.version}: ${resident} MiB\n`);
    } finally {
      driver.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
      await api.down();
      await simulator.close();
    }
  },
  60_000,
);
