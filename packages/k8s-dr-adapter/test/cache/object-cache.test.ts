import { CancelSource, never, type Problem } from '@twinsite/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { ObjectCache, resources, type KubeObject, type ObjectPlace } from '../../src/index.js';
import { anApi, type AnApi } from '../an-api.js';
import { realClock } from '../real-clock.js';

const { configMaps } = resources;
const named = (name: string, data: object = {}): KubeObject => ({
  metadata: { namespace: 'default', name },
  data,
});

interface ACache {
  readonly cache: ObjectCache<string>;
  readonly trouble: Problem[];
  readonly heard: ObjectPlace[];
  /** Pauses asked for; none is waited for long. */
  readonly pauses: number[];
}

let end = new CancelSource();
const running: Promise<void>[] = [];

function aCache({ client }: AnApi): ACache {
  const [trouble, heard, pauses]: [Problem[], ObjectPlace[], number[]] = [[], [], []];
  const clock = {
    now: () => realClock.now(),
    sleep: (ms: number, signal: CancelSource['signal']) => {
      pauses.push(ms);
      return realClock.sleep(5, signal);
    },
  };
  const onTrouble = (problem: Problem): void => void trouble.push(problem);
  const order = { resource: configMaps, selection: {}, keep: ({ metadata }: KubeObject) => metadata.name };
  const cache = new ObjectCache({ client, clock, random: () => 0, onTrouble }, order);
  cache.onChange((place) => heard.push(place));
  running.push(cache.run(end.signal));
  return { cache, trouble, heard, pauses };
}

afterEach(async () => {
  end.cancel();
  await Promise.all(running.splice(0));
  end = new CancelSource();
});

const namesIn = (cache: ObjectCache<string>): unknown => {
  const list = cache.list();
  return list.ok ? [...list.value].sort() : list.problem.kind;
};

const requestsOf = ({ server }: AnApi, watch: boolean): number =>
  server.requests.filter(({ url }) => url.includes('watch=1') === watch).length;

describe('object cache', () => {
  test('before the first list it says that it knows nothing, and never that there is nothing', async () => {
    const api = await anApi();
    api.server.faults.answer({ plural: 'configmaps', status: 503, times: 3 });
    const { cache, trouble } = aCache(api);
    expect([namesIn(cache), cache.isSynced]).toEqual(['kubernetes-unsynced', false]);
    await cache.whenSynced();
    expect([namesIn(cache), cache.isSynced]).toEqual([[], true]);
    expect(trouble).toHaveLength(3);
    await cache.whenSynced();
  });

  test('what is made, changed and deleted is seen, and told after it can be read', async () => {
    const api = await anApi();
    api.server.add(configMaps, named('before'));
    const { cache, heard } = aCache(api);
    const seen: unknown[] = [];
    cache.onChange((place) => void seen.push([place.name, cache.find(place), cache.list().ok]));
    await cache.whenSynced();
    const made = api.server.add(configMaps, named('one'));
    await expect.poll(() => namesIn(cache)).toEqual(['before', 'one']);
    api.server.edit(configMaps, { ...made, data: { a: '1' } });
    api.server.delete(configMaps, made);
    await expect.poll(() => namesIn(cache)).toEqual(['before']);
    expect(heard.map(({ name }) => name)).toEqual(['before', 'one', 'one', 'one']);
    expect(seen.at(0)).toEqual(['before', 'before', true]);
    expect(seen.at(-1)).toEqual(['one', undefined, true]);
  });

  test('a watch that ends is taken up where it was, without a list', async () => {
    const api = await anApi();
    const { cache } = aCache(api);
    await expect.poll(() => api.server.openWatches).toBe(1);
    api.server.add(configMaps, named('one'));
    await expect.poll(() => namesIn(cache)).toEqual(['one']);
    api.server.endWatches();
    api.server.add(configMaps, named('two'));
    await expect.poll(() => namesIn(cache)).toEqual(['one', 'two']);
    expect(requestsOf(api, false)).toBe(1);
  });

  test('after an outage the last state is still there, and then the new one', async () => {
    const api = await anApi();
    api.server.add(configMaps, named('one'));
    const { cache, trouble, pauses } = aCache(api);
    await expect.poll(() => api.server.openWatches).toBe(1);
    await api.server.down();
    await expect.poll(() => pauses.length).toBeGreaterThan(6);
    expect(namesIn(cache)).toEqual(['one']);
    expect(trouble[0]?.kind).toBe('kubernetes-unreachable');
    expect(pauses.slice(0, 7)).toEqual([500, 1000, 2000, 4000, 8000, 16000, 30000]);
    api.server.add(configMaps, named('two'));
    await api.server.up();
    await expect.poll(() => namesIn(cache)).toEqual(['one', 'two']);
  });

  test('a history that is forgotten leads to a list, which finds what has gone meanwhile', async () => {
    const api = await anApi();
    const made = api.server.add(configMaps, named('one'));
    api.server.add(configMaps, named('two'));
    const { cache, heard } = aCache(api);
    await expect.poll(() => api.server.openWatches).toBe(1);
    await api.server.down();
    api.server.delete(configMaps, made);
    api.server.expireWatches();
    await api.server.up();
    await expect.poll(() => namesIn(cache)).toEqual(['two']);
    expect(heard.at(-1)?.name).toBe('one');
    expect(heard).toHaveLength(3);
    await expect.poll(() => api.server.openWatches).toBe(1);
    expect([requestsOf(api, false), requestsOf(api, true)]).toEqual([2, 3]);
  });

  test('a watch that may not be had is not asked for in a rush', async () => {
    const api = await anApi();
    const { cache, pauses } = aCache(api);
    await cache.whenSynced();
    api.server.faults.answer({ plural: 'configmaps', watch: true, status: 403 });
    api.server.endWatches();
    await expect.poll(() => pauses.length).toBeGreaterThan(7);
    expect(requestsOf(api, true)).toBeLessThanOrEqual(pauses.length + 2);
    expect(namesIn(cache)).toEqual([]);
  });

  test('it ends with its signal', async () => {
    const api = await anApi();
    aCache(api);
    await expect.poll(() => api.server.openWatches).toBe(1);
    end.cancel();
    await Promise.all(running.splice(0));
    await expect.poll(() => api.server.openWatches).toBe(0);
    expect(await api.client.list(configMaps, {}, never)).toMatchObject({ ok: true });
  });
});
