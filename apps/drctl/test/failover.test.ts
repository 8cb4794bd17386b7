import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { clusterKinds as kinds } from '@twinsite/k8s-dr-adapter/testing';
import { describe, expect, it } from 'vitest';
import { cutA, FAST, readyOn, shopOnNodes } from './shop-on-nodes.js';

describe('site A is dark', () => {
  it('one word fences it and starts the group at B; revived, A gets nothing back (D15)', async () => {
    const shop = await shopOnNodes();
    const { world, handles, publish, nodes } = shop;
    await cutA(shop);
    const moved = await world.drctl(['failover', 'shop', ...FAST, '-o', 'json']);
    expect([moved.code, moved.err]).toMatchObject([
      0,
      expect.stringContaining('group shop runs on cluster b'),
    ]);
    expect(JSON.parse(moved.out)).toMatchObject({
      phase: 'active',
      fence: 'array',
      timeline: { rtoMs: expect.any(Number) as unknown },
    });
    expect(readyOn(world.b)).toBe(6);
    world.a.server.heal();
    nodes.a.revive();
    for (const handle of handles)
      expect(await publish('a', 'node-1', handle)).toMatchObject({
        problem: { kind: 'not-owner', owner: 'b' },
      });
    const status = await world.drctl(['status', 'shop']);
    expect(status.out).toMatch(/owner +b, epoch 2/);
    expect(status.err).toContain('next: drctl reprotect shop --from b --to a');
    const html = join(world.directory, 'report.html');
    expect(await world.drctl(['report', 'shop', '--html', html])).toMatchObject({ code: 0 });
    expect(readFileSync(html, 'utf8')).toContain('failover of group shop from a to b');
    expect((await world.drctl(['history', 'shop', '-o', 'name'])).out).toMatch(/^\S+-failover\n$/);
  });

  it('a source that answers is not failed over from, and nothing is changed', async () => {
    const { world, handles, publish } = await shopOnNodes();
    const refused = await world.drctl(['failover', 'shop', ...FAST]);
    expect([refused.code, refused.err]).toMatchObject([
      5,
      expect.stringContaining('its API server answers as'),
    ]);
    expect(refused.err).toContain('drctl relocate shop');
    expect(await publish('b', 'node-2', handles[0] ?? '')).toMatchObject({ problem: { kind: 'not-owner' } });
    expect(world.b.objects(kinds.deployments)).toEqual([]);
  });
});

describe('a planned move', () => {
  it('stops the source, starts the target, and deletes no volume anywhere (D10)', async () => {
    const { world, simulator } = await shopOnNodes();
    const moved = await world.drctl(['relocate', 'shop', ...FAST]);
    expect([moved.code, moved.err]).toMatchObject([
      0,
      expect.stringContaining('group shop runs on cluster b'),
    ]);
    expect([readyOn(world.a), readyOn(world.b)]).toEqual([0, 6]);
    const [web] = world.b.objects(kinds.deployments);
    expect(web).toMatchObject({ spec: { replicas: 2 } });
    expect(world.a.objects(kinds.volumeAttachments)).toEqual([]);
    const deleted = simulator
      .requestLog()
      .filter(({ operation }) => operation.startsWith('DELETE /block-volumes'));
    expect([deleted, world.a.record.deleted, world.b.record.deleted]).toEqual([[], [], []]);
  });

  it('that cannot be made on the target is taken back: the source runs as before', async () => {
    const { world } = await shopOnNodes();
    world.b.add(kinds.namespaces, { metadata: { name: 'shop' } });
    world.b.add(kinds.configMaps, {
      metadata: { name: 'settings', namespace: 'shop' },
      data: { color: 'red' },
    });
    const before = readyOn(world.a);
    const moved = await world.drctl(['relocate', 'shop', ...FAST]);
    expect([moved.code, moved.err]).toMatchObject([5, expect.stringContaining('was taken back')]);
    await expect.poll(() => readyOn(world.a)).toBe(before);
    expect(readyOn(world.b)).toBe(0);
  });
});

describe('a move that is under way', () => {
  it('is not begun the other way round, and is ended where it came from by abort', async () => {
    const shop = await shopOnNodes();
    const { world } = shop;
    await cutA(shop);
    world.b.server.faults.answer({ plural: 'persistentvolumes', status: 403 });
    const failed = await world.drctl(['failover', 'shop', ...FAST]);
    expect(failed.code).not.toBe(0);
    world.b.server.faults.clear();
    const other = await world.drctl(['failover', 'shop', '--from', 'b', '--to', 'a', ...FAST]);
    expect([other.code, other.err]).toMatchObject([
      5,
      expect.stringContaining('next: drctl failover shop --from a --to b'),
    ]);
    const aborted = await world.drctl(['abort', 'shop', ...FAST]);
    expect([aborted.code, aborted.err]).toMatchObject([
      0,
      expect.stringContaining('group shop belongs to cluster a again'),
    ]);
    expect((await world.drctl(['owner', 'shop', '-o', 'json'])).out).toContain('"epoch": 3');
  });

  it('is not begun anew by another host that cannot read how far it is', async () => {
    const shop = await shopOnNodes();
    const { world } = shop;
    await cutA(shop);
    world.b.server.faults.answer({ plural: 'persistentvolumes', status: 403 });
    expect((await world.drctl(['failover', 'shop', ...FAST])).code).not.toBe(0);
    world.b.server.faults.clear();
    rmSync(join(world.directory, 'state'), { recursive: true });
    world.b.server.faults.answer({ method: 'GET', plural: 'configmaps', status: 403, times: 2 });
    const blind = await world.drctl(['failover', 'shop', ...FAST]);
    expect([blind.code, blind.err]).toMatchObject([1, expect.stringContaining('GET of configmaps')]);
    const again = await world.drctl(['failover', 'shop', ...FAST]);
    expect([again.code, again.err]).toMatchObject([
      0,
      expect.stringContaining('group shop runs on cluster b'),
    ]);
  });
});
