import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CancelSource, describeProblem, never, type Problem, type Result } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';
import { ApiTransport, defaultKubeTimings, KubeClient, resources } from '../../src/index.js';
import { fixedAccess } from '../../src/testing/index.js';
import { anApi } from '../an-api.js';

const { configMaps } = resources;
const place = { namespace: 'default', name: 'one' };
const one = { metadata: place, data: { key: 'value' } };
const kindOf = (result: Result<unknown, Problem>): string => (result.ok ? 'ok' : result.problem.kind);

describe('client of an API server in trouble', () => {
  test('an API server that is down is unreachable, and is used again when it is back', async () => {
    const { server, client } = await anApi();
    server.add(configMaps, one);
    expect(kindOf(await client.get(configMaps, place, never))).toBe('ok');
    await server.down();
    expect(kindOf(await client.get(configMaps, place, never))).toBe('kubernetes-unreachable');
    await server.up();
    expect(kindOf(await client.get(configMaps, place, never))).toBe('ok');
  });

  test('one that takes the call and never answers is given up after the limit', async () => {
    const { server, client } = await anApi({ callMs: 60 });
    server.faults.frozen = true;
    const given = await client.get(configMaps, place, never);
    expect(given).toMatchObject({ problem: { kind: 'kubernetes-unreachable' } });
    if (!given.ok) expect(describeProblem(given.problem)).toContain('no whole reply within 60 ms');
  });

  test('the caller’s own end comes first, as a deadline or a cancel', async () => {
    const { server, client } = await anApi();
    server.faults.frozen = true;
    const late = await client.get(configMaps, place, AbortSignal.timeout(30));
    expect(kindOf(late)).toBe('deadline');
    const source = new CancelSource();
    const call = client.get(configMaps, place, source.signal);
    source.cancel();
    expect(kindOf(await call)).toBe('cancelled');
    expect(kindOf(await client.get(configMaps, place, source.signal))).toBe('cancelled');
  });

  test.each([
    [400, 'kubernetes-refused'],
    [401, 'kubernetes-denied'],
    [403, 'kubernetes-denied'],
    [409, 'kubernetes-conflict'],
    [422, 'kubernetes-refused'],
    [429, 'kubernetes-unreachable'],
    [500, 'kubernetes-unreachable'],
    [503, 'kubernetes-unreachable'],
  ])('HTTP %i is %s', async (status, kind) => {
    const { server, client } = await anApi();
    server.faults.answer({ method: 'POST', plural: 'configmaps', status });
    const created = await client.create(configMaps, one, never);
    expect(kindOf(created)).toBe(kind);
    if (!created.ok && kind !== 'kubernetes-conflict')
      expect(describeProblem(created.problem)).toContain(`answered with ${status} by the test`);
  });

  test('a change whose reply is lost may have happened, and its repetition finds out', async () => {
    const { server, client } = await anApi();
    server.faults.losesReplies = true;
    expect(kindOf(await client.create(configMaps, one, never))).toBe('kubernetes-unreachable');
    server.faults.clear();
    expect(kindOf(await client.create(configMaps, one, never))).toBe('kubernetes-conflict');
  });

  test('a server that stands for many clusters is asked below its path', async () => {
    const { server, client } = await anApi({}, (url) => ({
      ...fixedAccess(url),
      prefix: '/k8s/clusters/c-1',
    }));
    await client.get(configMaps, place, never);
    expect(server.requests[0]?.url).toBe('/k8s/clusters/c-1/api/v1/namespaces/default/configmaps/one');
  });

  test('what answers and is no API server is as good as none, and its words are not repeated', async () => {
    const server = createServer((_request, response) => response.end('<html>log in, secret</html>'));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const transport = new ApiTransport(fixedAccess(`http://127.0.0.1:${port}`), defaultKubeTimings);
    const client = new KubeClient(transport);
    for (const given of [
      await client.get(configMaps, place, never),
      await client.list(configMaps, {}, never),
    ]) {
      expect(kindOf(given)).toBe('kubernetes-unreachable');
      if (!given.ok) expect(describeProblem(given.problem)).not.toContain('secret');
    }
    await transport.close();
    server.close();
  });
});

describe('lists', () => {
  test('a long list is read page by page and whole', async () => {
    const { server, client } = await anApi();
    for (let index = 0; index < 1201; index += 1)
      server.add(configMaps, { metadata: { namespace: 'default', name: `map-${index}` } });
    const list = await client.list(configMaps, {}, never);
    expect(list.ok && new Set(list.value.items.map(({ metadata }) => metadata.name)).size).toBe(1201);
    expect(server.requests.filter(({ method }) => method === 'GET')).toHaveLength(3);
  });

  test('a list that the server has forgotten half way is begun anew', async () => {
    const { server, client } = await anApi();
    server.add(configMaps, one);
    server.faults.answer({ plural: 'configmaps', status: 410, times: 2 });
    expect(await client.list(configMaps, {}, never)).toMatchObject({ value: { items: [one] } });
    server.faults.answer({ plural: 'configmaps', status: 410, times: 3 });
    expect(kindOf(await client.list(configMaps, {}, never))).toBe('kubernetes-refused');
  });
});
