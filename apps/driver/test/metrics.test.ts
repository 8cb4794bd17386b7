import { get } from 'node:http';
import { never, ok, type NodeJournal, type NodeRecord } from '@twinsite/domain';
import { FakeFabric, FakeHost } from '@twinsite/domain/testing';
import { Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import { arrayMetrics } from '../src/metrics/array-metrics.js';
import { callMetrics } from '../src/metrics/call-metrics.js';
import { childMetrics, toolMetrics } from '../src/metrics/host-metrics.js';
import { serveMetrics, type MetricsServer } from '../src/metrics/metrics-server.js';
import { reconcileMetrics } from '../src/metrics/reconcile-metrics.js';
import { timedJournal } from '../src/metrics/stage-metrics.js';

const open: MetricsServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const samples = async (registry: Registry, name: string): Promise<readonly string[]> =>
  (await registry.metrics()).split('\n').filter((line) => line.startsWith(name));

test('calls, requests and tools are counted by fixed words: never by volume, path or exit code', async () => {
  const registry = new Registry();
  const call = callMetrics(registry);
  const labels = { requestId: 'r', elapsedMs: 12, joined: false, late: false };
  for (const volumeId of ['one', 'two']) call({ ...labels, op: 'NodeStageVolume', code: 'OK', volumeId });
  const request = arrayMetrics(registry);
  for (const path of ['/block-volumes/1', '/block-volumes/2']) {
    request({ array: 'array-1', manager: '10.0.0.1:8056', method: 'GET', path, outcome: 404, ms: 3 });
  }
  const run = toolMetrics(registry);
  for (const outcome of [21, 8]) run({ tool: 'iscsiadm', label: `login ${outcome}`, outcome, elapsedMs: 5 });
  expect(await samples(registry, 'twinsite_csi_calls_total')).toEqual([
    'twinsite_csi_calls_total{op="NodeStageVolume",code="OK"} 2',
  ]);
  expect(await samples(registry, 'twinsite_array_calls_total')).toEqual([
    'twinsite_array_calls_total{array="array-1",manager="10.0.0.1:8056",method="GET",outcome="4xx"} 2',
  ]);
  expect(await samples(registry, 'twinsite_host_tool_seconds_count')).toEqual([
    'twinsite_host_tool_seconds_count{tool="iscsiadm",outcome="refused"} 2',
  ]);
});

test('paths and sessions are counted per site, and a state that has passed is gone', async () => {
  const registry = new Registry();
  const metrics = reconcileMetrics(registry);
  const target = { iqn: 'iqn.2018-12.sds:b', portal: { address: '10.0.2.1', port: 3260 }, site: 'b' };
  const report = { live: ['one'], sessions: [{ site: 'b', state: 'failed' }], actions: [] };
  metrics.reported({ ...report, paths: [{ volume: 'one', target, state: 'session-failed' }] });
  metrics.reported({ ...report, sessions: [], paths: [{ volume: 'one', target, state: 'ready' }] });
  expect(await samples(registry, 'twinsite_paths')).toEqual(['twinsite_paths{site="b",state="ready"} 1']);
  expect(await samples(registry, 'twinsite_sessions')).toEqual([]);
});

test('the time between two notes of the journal is the time of a phase', async () => {
  const registry = new Registry();
  const inner: NodeJournal = new FakeHost(new FakeFabric()).ports.journal;
  const journal = timedJournal(inner, registry);
  const attachment = { portals: [] } as unknown as NodeRecord['attachment'];
  const record = { volume: 'one', stagingPath: '/s', attachment, published: [] };
  for (const phase of ['connecting', 'connecting', 'mounting', 'staged', 'unstaging'] as const) {
    expect(await journal.save({ ...record, phase }, never)).toEqual(ok(undefined));
  }
  await journal.forget('one', never);
  expect(await samples(registry, 'twinsite_stage_phase_seconds_count')).toEqual([
    'twinsite_stage_phase_seconds_count{phase="connecting"} 1',
    'twinsite_stage_phase_seconds_count{phase="mounting"} 1',
    'twinsite_stage_phase_seconds_count{phase="unstaging"} 1',
  ]);
});

test('the server has two pages, and says when it cannot listen', async () => {
  const registry = new Registry();
  childMetrics(registry, () => ({ alive: 3, stuck: 1 }));
  const server = await serveMetrics({ host: '127.0.0.1', port: 0 }, registry);
  if (!server.ok) throw new Error(server.problem);
  open.push(server.value);
  const page = (path: string): Promise<readonly [number | undefined, string]> =>
    new Promise((resolve, reject) => {
      get({ port: server.value.port, host: '127.0.0.1', path }, (reply) => {
        let body = '';
        reply.on('data', (chunk: Buffer) => (body += chunk.toString()));
        reply.on('end', () => resolve([reply.statusCode, body]));
      }).on('error', reject);
    });
  expect(await page('/healthz')).toEqual([200, 'ok\n']);
  const [status, body] = await page('/metrics?x=1');
  expect([status, body.includes('twinsite_children_stuck 1')]).toEqual([200, true]);
  expect((await page('/'))[0]).toBe(404);
  expect((await page('//'))[0], 'which is no address').toBe(404);
  const second = await serveMetrics({ host: '127.0.0.1', port: server.value.port }, registry);
  expect(second).toEqual({
    ok: false,
    problem: `metrics cannot be served on 127.0.0.1:${server.value.port}: EADDRINUSE`,
  });
});
