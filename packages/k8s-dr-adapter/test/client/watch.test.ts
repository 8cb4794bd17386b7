import { never } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';
import { resources, type KubeClient, type WatchEvent } from '../../src/index.js';
import { anApi } from '../an-api.js';

const { configMaps } = resources;

async function allOf(watch: AsyncIterable<WatchEvent>): Promise<readonly WatchEvent[]> {
  const seen: WatchEvent[] = [];
  for await (const event of watch) seen.push(event);
  return seen;
}

const from = (client: KubeClient, version: string): AsyncGenerator<WatchEvent, void> =>
  client.watch(configMaps, {}, version, never);

describe('watch', () => {
  test('the server ends it after the time asked for, with a bookmark to go on from', async () => {
    const { client } = await anApi({ watchMs: 1000 });
    const list = await client.list(configMaps, {}, never);
    const version = list.ok ? list.value.version : '';
    const ends = { kind: 'ended', expired: false };
    expect(await allOf(from(client, version))).toEqual([{ kind: 'bookmark', version }, ends]);
  });

  test('a version that the server has forgotten has expired', async () => {
    const { client, server } = await anApi();
    const old = server.add(configMaps, { metadata: { namespace: 'default', name: 'one' } });
    server.expireWatches();
    const [last] = await allOf(from(client, old.metadata.resourceVersion ?? ''));
    expect(last).toMatchObject({ kind: 'ended', expired: true });
    server.faults.answer({ plural: 'configmaps', status: 410, times: 1 });
    expect((await allOf(from(client, '1')))[0]).toMatchObject({ kind: 'ended', expired: true });
  });

  test('a connection whose other side has gone silent is given up', async () => {
    const { client, server } = await anApi({ watchMs: 50, watchGraceMs: 50 });
    server.faults.frozen = true;
    const [last] = await allOf(from(client, '1'));
    expect(last).toMatchObject({
      kind: 'ended',
      expired: false,
      problem: { kind: 'kubernetes-unreachable' },
    });
  });

  test('a consumer that leaves ends the watch on the server', async () => {
    const { client, server } = await anApi();
    const watch = from(client, '1');
    server.add(configMaps, { metadata: { namespace: 'default', name: 'one' } });
    expect((await watch.next()).value).toMatchObject({ kind: 'set' });
    expect(server.openWatches).toBe(1);
    await watch.return();
    await expect.poll(() => server.openWatches).toBe(0);
  });
});
