import { clusterKinds as kinds, type EmbeddedCluster } from '@twinsite/k8s-dr-adapter/testing';
import { describe, expect, it } from 'vitest';
import { protectedShop } from './protected-shop.js';

/** Names of what is in the group’s namespace. */
const ofShop = (objects: ReturnType<EmbeddedCluster['objects']>): readonly string[] =>
  objects.filter(({ metadata }) => metadata.namespace === 'shop').map(({ metadata }) => metadata.name);

describe('a standby that is kept as the source is', () => {
  it('sync --warm keeps bundle and standby as the source is, and removes only what it made', async () => {
    const world = await protectedShop();
    const extra = world.a.add(kinds.configMaps, { metadata: { name: 'extra', namespace: 'shop' }, data: {} });
    world.b.add(kinds.namespaces, { metadata: { name: 'shop' } });
    world.b.add(kinds.configMaps, { metadata: { name: 'own', namespace: 'shop' }, data: {} });
    expect(await world.drctl(['sync', 'shop', '--warm'])).toMatchObject({ code: 0 });
    world.a.server.delete(kinds.configMaps, extra);
    world.a.add(kinds.configMaps, { metadata: { name: 'other', namespace: 'shop' }, data: { a: '1' } });
    const second = await world.drctl(['sync', 'shop', '--warm']);
    expect(second.err).toMatch(/sync: 1 written, \d+ as they were, 1 removed, 5 claims proved/);
    expect(ofShop(world.b.objects(kinds.configMaps))).toEqual(['other', 'own', 'settings']);
    const before = world.b.server.requests.length;
    const third = await world.drctl(['sync', 'shop', '--warm']);
    expect(third.err).toContain('has this state already');
    const calls = world.b.server.requests.slice(before);
    expect(new Set(calls.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it('what the source lacks too holds nothing else back when that is accepted, and is told', async () => {
    const world = await protectedShop();
    const [settings] = world.a.objects(kinds.configMaps);
    if (settings === undefined) throw new Error('the shop has settings');
    world.a.server.delete(kinds.configMaps, settings);
    const synced = await world.drctl(['sync', 'shop', '--warm']);
    expect(synced).toMatchObject({
      code: 0,
      err: expect.stringContaining('shop/settings is missing') as string,
    });
    expect(await world.drctl(['restore', 'shop'])).toMatchObject({ code: 5 });
    expect(await world.drctl(['restore', 'shop', '--accept-gaps'])).toMatchObject({ code: 0 });
  });
});
