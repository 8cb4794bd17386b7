import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { clusterKinds as kinds } from '@twinsite/k8s-dr-adapter/testing';
import { describe, expect, it } from 'vitest';
import { cutA, FAST, readyOn, shopOnNodes } from './shop-on-nodes.js';

describe('the old primary comes back', () => {
  it('keeps no bundle of its older state, and makes no standby of the new one (D15)', async () => {
    const shop = await shopOnNodes();
    const { world, nodes } = shop;
    await cutA(shop);
    expect(await world.drctl(['failover', 'shop', ...FAST])).toMatchObject({ code: 0 });
    world.a.server.heal();
    nodes.a.revive();
    for (const words of [
      ['backup', 'shop'],
      ['sync', 'shop', '--warm'],
    ]) {
      const { code, err } = await world.drctl(words);
      expect([code, err]).toMatchObject([5, expect.stringContaining('belongs to cluster b since epoch 2')]);
    }
    expect(readdirSync(join(world.directory, 'bundles/shop'))).toEqual(['00000001']);
  });
});

describe('what was changed after the bundle of a failover', () => {
  it('is told before it is written over, and is in the report from then on', async () => {
    const shop = await shopOnNodes();
    const { world, nodes } = shop;
    world.a.add(kinds.configMaps, { metadata: { name: 'late', namespace: 'shop' }, data: { a: '1' } });
    await cutA(shop);
    expect(await world.drctl(['failover', 'shop', ...FAST])).toMatchObject({ code: 0 });
    world.a.server.heal();
    nodes.a.revive();
    const told = await world.drctl(['reprotect', 'shop', ...FAST]);
    expect([told.code, told.err]).toMatchObject([0, expect.stringContaining('new: ConfigMap shop/late')]);
    const report = await world.drctl(['report', 'shop', '-o', 'json']);
    expect(JSON.parse(report.out)).toMatchObject({ lost: [{ object: 'ConfigMap shop/late', how: 'new' }] });
    expect((await world.drctl(['report', 'shop'])).out).toContain('CHANGED ON THE SOURCE AFTER BUNDLE 1');
  });
});

describe('the way back', () => {
  it('A is stopped, becomes the standby, and gets the group back as it is by then (D18)', async () => {
    const shop = await shopOnNodes();
    const { world, nodes } = shop;
    await cutA(shop);
    expect(await world.drctl(['failover', 'shop', ...FAST])).toMatchObject({ code: 0 });
    const [settings] = world.b
      .objects(kinds.configMaps)
      .filter(({ metadata }) => metadata.name === 'settings');
    if (settings === undefined) throw new Error('the settings came with it');
    world.b.server.edit(kinds.configMaps, { ...settings, data: { color: 'green' } });
    world.a.server.heal();
    nodes.a.revive();
    const back = await world.drctl(['failback', 'shop', ...FAST]);
    expect([back.code, back.err]).toMatchObject([0, expect.stringContaining('group shop runs on cluster a')]);
    await expect.poll(() => [readyOn(world.a), readyOn(world.b)]).toEqual([6, 0]);
    const own = world.a.objects(kinds.configMaps).find(({ metadata }) => metadata.name === 'settings');
    expect(own?.['data']).toEqual({ color: 'green' });
    expect(world.a.record.deleted).toEqual([]);
    expect((await world.drctl(['owner', 'shop', '-o', 'json'])).out).toContain('"epoch": 3');
    const again = await world.drctl(['failback', 'shop', ...FAST]);
    expect([again.code, again.err]).toMatchObject([0, expect.stringContaining('is at home')]);
    expect([readyOn(world.a), readyOn(world.b)]).toEqual([6, 0]);
  });

  it('begins only when the operator has said so', async () => {
    const shop = await shopOnNodes();
    const { world } = shop;
    expect(await world.drctl(['relocate', 'shop', ...FAST])).toMatchObject({ code: 0 });
    const back = await world.drctl(['failback', 'shop', '--settle', '1'], { answer: 'no' });
    expect([back.code, back.err]).toMatchObject([5, expect.stringContaining('was not confirmed')]);
    expect(readyOn(world.b)).toBe(6);
  });
});

describe('unfence', () => {
  it('never takes a group from the cluster that it is to be given to, and wants that one named', async () => {
    const { world } = await shopOnNodes();
    expect(await world.drctl(['unfence', 'shop', '--yes'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--to') as unknown,
    });
    const own = await world.drctl(['unfence', 'shop', '--to', 'a', '--yes', '--settle', '1']);
    expect([own.code, own.err]).toMatchObject([0, expect.stringContaining('owns group shop already')]);
    expect((await world.drctl(['owner', 'shop', '-o', 'name'])).out).toBe('a\n');
    expect(readyOn(world.a)).toBe(6);
  });
});

describe('a node that was force-detached', () => {
  it('keeps its cluster from being given the group, until it has let go or was started anew (D18)', async () => {
    const shop = await shopOnNodes();
    const { world, handles, nodes } = shop;
    await cutA(shop);
    expect(await world.drctl(['failover', 'shop', ...FAST])).toMatchObject({ code: 0 });
    world.a.server.heal();
    nodes.a.revive();
    const inUse = [`kubernetes.io/csi/iscsi.csi.xsky.com^${handles[0] ?? ''}`];
    const node = world.a.add(kinds.nodes, { metadata: { name: 'node-1' }, status: { volumesInUse: inUse } });
    const refused = await world.drctl(['failback', 'shop', '--yes', '--settle', '1', '--wait', '2']);
    expect([refused.code, refused.err]).toMatchObject([
      1,
      expect.stringContaining('node node-1 has csi-iscsi-vid-'),
    ]);
    world.a.server.edit(kinds.nodes, { ...node, status: { volumesInUse: [] } }, 'status');
    expect(await world.drctl(['failback', 'shop', ...FAST])).toMatchObject({ code: 0 });
  });
});
