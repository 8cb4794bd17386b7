import { bytes, MIB } from '@twinsite/domain';
import { MemoryDisk } from '@twinsite/linux-host/testing';
import { describe, expect, test } from 'vitest';
import {
  comes,
  leavesNothing,
  portals,
  recorded,
  sessions,
  staged,
  VOLUME,
} from './support/changing-path.js';
import { naaOf } from './support/two-sites.js';

const OTHER = 'csi-iscsi-vid-two';

describe('a live volume', () => {
  test('gains the path of a gateway that has joined, and gives up that of one that leaves', async () => {
    const world = await staged();
    const { sites, cluster, node } = world;
    const c = comes(world, 1);
    cluster.shows([
      [sites.a, 'Active'],
      [sites.b, 'Active'],
      [c, 'Joining'],
    ]);
    expect(await node.pass()).toEqual(['portal-learnt', 'path-added']);
    expect(portals(world)).toEqual(['10.0.1.1:3260', '10.0.2.1:3260', '10.0.3.1:3260']);
    cluster.shows([
      [sites.a, 'Leaving'],
      [sites.b, 'Active'],
      [c, 'Active'],
    ]);
    expect(await node.pass()).toEqual(['portal-left']);
    expect(portals(world)).toEqual(['10.0.2.1:3260', '10.0.3.1:3260']);
    expect(sessions(world)).toEqual(['10.0.2.1', '10.0.3.1']);
    expect(await recorded(world)).toEqual({ portals: ['10.0.2.1', '10.0.3.1'], leaving: [] });
    expect(await node.pass()).toEqual([]);
    await leavesNothing(world, VOLUME);
  });

  test('never loses its last ready path to an AccessPath (H7)', async () => {
    const world = await staged();
    const { sites, cluster, node } = world;
    sites.b.cut();
    await sites.clock.advance(10_000);
    cluster.shows([
      [sites.a, 'Leaving'],
      [sites.b, 'Active'],
    ]);
    const { actions } = await node.driver.reconcile();
    expect(actions).toEqual([
      {
        kind: 'portal-kept',
        volume: VOLUME,
        portal: '10.0.1.1:3260',
        site: 'a',
        detail: 'no path that stays is ready',
      },
    ]);
    expect(portals(world)).toContain('10.0.1.1:3260');
    expect(await recorded(world)).toEqual({ portals: ['10.0.1.1', '10.0.2.1'], leaving: [] });
    sites.b.heal();
    await sites.clock.advance(10_000);
    expect(await node.pass()).toEqual(['portal-left']);
    expect(portals(world)).toEqual(['10.0.2.1:3260']);
  });

  test('never takes a path that works for one whose gateway went dark a moment ago, before the kernel has noticed (H7)', async () => {
    const world = await staged();
    const { sites, cluster, node } = world;
    sites.b.cut();
    cluster.shows([[sites.b, 'Active']]);
    const { actions } = await node.driver.reconcile();
    expect(actions).toEqual([
      expect.objectContaining({
        kind: 'portal-kept',
        portal: '10.0.1.1:3260',
        detail: 'no path that stays answers',
      }),
    ]);
    expect(portals(world)).toContain('10.0.1.1:3260');
    sites.b.heal();
    await sites.clock.advance(20_000);
    expect(await node.pass()).toEqual(['portal-left']);
    expect(portals(world)).toEqual(['10.0.2.1:3260']);
  });

  test('is never the reason to log out of a session that another volume uses (H6)', async () => {
    const world = await staged();
    const { sites, cluster, node } = world;
    const disk = new MemoryDisk(naaOf('2'), 64n * MIB);
    sites.a.luns.set(2, disk);
    // Only through the first gateway: it cannot give that one up.
    const other = { ...sites.attachment, naa: naaOf('2'), lun: 2, size: bytes(64n * MIB) };
    expect(await node.driver.stage(OTHER, other)).toBe(true);
    cluster.shows([
      [sites.a, 'Leaving'],
      [sites.b, 'Active'],
    ]);
    expect((await node.pass()).filter((kind) => kind.startsWith('portal-'))).toEqual([
      'portal-left',
      'portal-kept',
    ]);
    expect(sessions(world)).toContain('10.0.1.1');
    expect(await recorded(world)).toEqual({ portals: ['10.0.2.1'], leaving: [] });
    expect(await recorded(world, OTHER)).toEqual({ portals: ['10.0.1.1', '10.0.2.1'], leaving: [] });
    sites.b.luns.set(2, disk);
    expect((await node.pass()).filter((kind) => kind !== 'path-refused')).toEqual([
      'path-added',
      'portal-left',
    ]);
    expect(sessions(world)).toEqual(['10.0.2.1']);
    await leavesNothing(world, VOLUME, OTHER);
  });

  test('is left to a call that is under way', async () => {
    const world = await staged();
    const { sites, cluster, node } = world;
    cluster.shows([
      [sites.a, 'Leaving'],
      [sites.b, 'Active'],
      [comes(world, 1), 'Active'],
    ]);
    await node.driver.claims.call(VOLUME, async () => expect(await node.pass()).toEqual([]));
    expect(portals(world)).toHaveLength(2);
    const pass = node.pass();
    expect(await node.driver.unstage(VOLUME)).toBe(true);
    await pass;
    expect(node.host.leftovers()).toEqual([]);
  });

  test('is not touched by an AccessPath of another path, nor while none has been read', async () => {
    const world = await staged();
    const { cluster, node } = world;
    cluster.shows([[comes(world, 1), 'Active']]);
    expect(await node.pass()).toEqual([]);
    cluster.problem = { kind: 'kubernetes-unsynced', resource: 'AccessPaths' };
    expect(await node.pass()).toEqual(['access-paths-unread']);
    expect(portals(world)).toHaveLength(2);
  });

  test('gives up a gateway that has died, though its disk and session are stuck', async () => {
    const world = await staged();
    const { sites, cluster, node } = world;
    sites.a.cut();
    await sites.clock.advance(10_000);
    cluster.shows([[sites.b, 'Active']]);
    expect(await node.pass()).toEqual(['portal-left']);
    expect(sessions(world)).toEqual(['10.0.2.1']);
    await leavesNothing(world, VOLUME);
  });
});
