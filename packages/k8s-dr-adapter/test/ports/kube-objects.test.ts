import { never } from '@twinsite/domain';
import { expectOk, expectProblem } from '@twinsite/domain/testing';
import { expect, test } from 'vitest';
import { KubeObjects, resources } from '../../src/index.js';
import type { FakeApiServer } from '../../src/testing/index.js';
import { anApi } from '../an-api.js';
import { realClock } from '../real-clock.js';

const configMaps = { ...resources.configMaps, verbs: ['get', 'list'] };
const object = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { namespace: 'default', name: 'one' },
  data: { a: '1' },
};

/** Pauses take no time; how often they were made is kept. */
async function someObjects(inPause: (server: FakeApiServer) => void = () => undefined) {
  const api = await anApi();
  const pauses: number[] = [];
  const clock = {
    ...realClock,
    sleep: (ms: number) => {
      pauses.push(ms);
      inPause(api.server);
      return Promise.resolve();
    },
  };
  return { ...api, pauses, objects: new KubeObjects({ client: api.client, clock, random: () => 0 }) };
}

test.each([429, 500, 503])(
  'an apply that is answered with %s is made again, with growing pauses',
  async (status) => {
    const { server, objects, pauses } = await someObjects();
    server.faults.answer({ method: 'PATCH', status, times: 2 });
    const how = { manager: 'drctl', force: false, dryRun: false };
    expectOk(await objects.apply(configMaps, object, how, never), 'apply');
    expect(pauses).toEqual([500, 1000]);
    expect(server.objects(resources.configMaps).map(({ data }) => data)).toEqual([{ a: '1' }]);
  },
);

test('a server that stays away is told, after a few tries', async () => {
  const { server, objects, pauses } = await someObjects();
  server.faults.answer({ method: 'GET', plural: 'configmaps', status: 503 });
  const answer = await objects.get(configMaps, object.metadata, never);
  const problem = expectProblem(answer, 'kubernetes-unreachable', 'get');
  expect(JSON.stringify(problem)).toContain('HTTP 503');
  expect(pauses).toHaveLength(3);
});

test('what is denied or in conflict is never tried again', async () => {
  for (const [status, kind] of [
    [403, 'kubernetes-denied'],
    [409, 'kubernetes-conflict'],
  ] as const) {
    const { server, objects, pauses } = await someObjects();
    server.faults.answer({ method: 'GET', plural: 'configmaps', status });
    expectProblem(await objects.list(configMaps, {}, never), kind, 'list');
    expect(pauses).toEqual([]);
  }
});

test('a reply that was lost is found to have been done', async () => {
  const { server, objects, pauses } = await someObjects(({ faults }) => faults.clear());
  server.faults.losesReplies = true;
  const how = { manager: 'drctl', force: false, dryRun: false };
  const applied = expectOk(await objects.apply(configMaps, object, how, never), 'apply');
  expect([applied['data'], pauses]).toEqual([{ a: '1' }, [500]]);
});

test('a kind is told in the version that the server prefers, and only once', async () => {
  const { server, objects } = await someObjects();
  const hpa = {
    group: 'autoscaling',
    plural: 'horizontalpodautoscalers',
    kind: 'HorizontalPodAutoscaler',
    namespaced: true,
  };
  server.served.push({ ...hpa, version: 'v2' }, { ...hpa, version: 'v1' });
  const kinds = expectOk(await objects.kinds(never), 'kinds');
  expect(kinds.filter(({ kind }) => kind === hpa.kind).map(({ version }) => version)).toEqual(['v2']);
});
