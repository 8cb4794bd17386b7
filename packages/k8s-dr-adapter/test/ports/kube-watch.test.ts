import { CancelSource, never } from '@twinsite/domain';
import { forgottenVersionContract } from '@twinsite/domain/testing';
import { describe, expect, test } from 'vitest';
import { KubeWatch, resources } from '../../src/index.js';
import { clusterWatchSubject } from '../../src/testing/recovery-subjects.js';
import { anApi } from '../an-api.js';
import { realClock } from '../real-clock.js';

const kind = { ...resources.configMaps, verbs: [] };

describe('KubeWatch', () => {
  test.each(forgottenVersionContract)('$name', async ({ run }) => {
    const { client, server } = await anApi();
    const world = { client, clock: realClock, namespace: 'shop', signal: never, freshName: () => 'one' };
    const forget = (): Promise<void> => Promise.resolve().then(() => server.expireWatches());
    await run({ ...clusterWatchSubject(world), forget });
  });

  test('tells up to where nothing has happened, and the version to go on from', async () => {
    const { client, server } = await anApi();
    const stop = new CancelSource();
    const watch = new KubeWatch(client).watch(kind, {}, '100', stop.signal);
    const next = watch.next();
    await expect.poll(() => server.openWatches).toBe(1);
    server.add(resources.secrets, { metadata: { namespace: 'shop', name: 'other' } });
    server.bookmarkAll();
    expect((await next).value).toEqual({ type: 'bookmark', version: '101' });
    stop.cancel();
    expect((await watch.next()).value).toMatchObject({ type: 'ended', problem: { kind: 'cancelled' } });
  });

  test('ends without a problem when the server only asks to come again, and with one when it is away', async () => {
    const { client, server } = await anApi();
    const watch = new KubeWatch(client).watch(kind, {}, '100', never);
    const next = watch.next();
    await expect.poll(() => server.openWatches).toBe(1);
    server.endWatches();
    expect((await next).value).toEqual({ type: 'ended', problem: undefined });
    await server.down();
    const away = new KubeWatch(client).watch(kind, {}, '100', never);
    const problem = { kind: 'kubernetes-unreachable' };
    expect((await away.next()).value).toMatchObject({ type: 'ended', problem });
  });
});
