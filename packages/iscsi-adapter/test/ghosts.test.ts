import { bytes, MIB, never } from '@twinsite/domain';
import { MemoryDisk } from '@twinsite/linux-host/testing';
import { describe, expect, test } from 'vitest';
import { valueOf } from './support/outcome.js';
import { reconciledNode, stagingOf } from './support/reconciled-node.js';
import { naaOf, twoSites } from './support/two-sites.js';

const VOLUME = 'csi-iscsi-vid-one';

describe('a ghost: a map of our target that no record speaks of', () => {
  async function haunted() {
    const sites = twoSites();
    const node = reconciledNode(sites, 'node-1');
    await node.driver.stage(VOLUME, sites.attachment);
    const map = [...node.host.multipathd.maps.values()][0];
    if (map === undefined) throw new Error('nothing was staged');
    return { sites, node, map };
  }

  test('is removed with its sessions when it was seen twice a minute apart (H5, H28)', async () => {
    const { sites, node } = await haunted();
    await sites.clock.during(node.driver.ports.mounts.unmount(stagingOf(VOLUME), never));
    await node.driver.ports.journal.forget(VOLUME, never);
    expect(await node.pass()).toEqual(['ghost-seen']);
    await sites.clock.advance(30_000);
    expect(await node.pass()).toEqual(['ghost-seen']);
    expect(node.host.pathStates()).toHaveLength(2);
    await sites.clock.advance(31_000);
    expect(await node.pass()).toEqual(['ghost-removed']);
    expect(node.host.pathStates()).toEqual([]);
    expect(await node.pass()).toEqual([]);
    await sites.clock.advance(61_000);
    expect(await node.pass()).toEqual(['session-dropped', 'session-dropped']);
    expect(node.host.leftovers()).toEqual([]);
  });

  test('stays while somebody uses it: a mount, or an open descriptor (H5)', async () => {
    const { sites, node, map } = await haunted();
    await node.driver.ports.journal.forget(VOLUME, never);
    const passes = async (): Promise<readonly string[]> => {
      await sites.clock.advance(61_000);
      return node.pass();
    };
    expect([await passes(), await passes(), await passes()]).toEqual([
      ['ghost-kept'],
      ['ghost-kept'],
      ['ghost-kept'],
    ]);
    await sites.clock.during(node.driver.ports.mounts.unmount(stagingOf(VOLUME), never));
    map.openers = 1;
    expect([await passes(), await passes()]).toEqual([['ghost-kept'], ['ghost-kept']]);
    map.openers = 0;
    expect([await passes(), await passes()]).toEqual([['ghost-seen'], ['ghost-removed']]);
  });

  test('is nobody’s business on a target this driver never logged in to', async () => {
    const sites = twoSites();
    const stranger = reconciledNode(sites, 'node-1');
    await stranger.driver.stage(VOLUME, sites.attachment);
    const mine = reconciledNode({ ...sites, host: () => stranger.host }, 'node-1');
    for (let pass = 0; pass < 3; pass += 1) {
      expect(await mine.pass()).toEqual([]);
      await sites.clock.advance(61_000);
    }
    expect(stranger.host.pathStates()).toHaveLength(2);
  });

  test('is never taken for one while the journal has its record, whatever the phase', async () => {
    const { sites, node } = await haunted();
    const record = valueOf(await node.driver.ports.journal.load(VOLUME, never));
    if (record === undefined) throw new Error('the volume was staged');
    await sites.clock.during(node.driver.ports.mounts.unmount(stagingOf(VOLUME), never));
    for (const phase of ['connecting', 'mounting', 'unstaging'] as const) {
      await node.driver.ports.journal.save({ ...record, phase }, never);
      await sites.clock.advance(61_000);
      expect(await node.pass()).toEqual([]);
      expect(node.host.pathStates()).toHaveLength(2);
    }
  });

  test('of another volume on the same target goes, and the live volume keeps all its paths', async () => {
    const { sites, node } = await haunted();
    const disk = new MemoryDisk(naaOf('2'), 64n * MIB);
    for (const gateway of [sites.a, sites.b]) gateway.luns.set(2, disk);
    const second = {
      ...sites.attachment,
      naa: naaOf('2'),
      lun: 2,
      size: bytes(64n * MIB),
    };
    await node.driver.stage('csi-iscsi-vid-two', second);
    await sites.clock.during(node.driver.ports.mounts.unmount(stagingOf('csi-iscsi-vid-two'), never));
    await node.driver.ports.journal.forget('csi-iscsi-vid-two', never);
    await node.pass();
    await sites.clock.advance(61_000);
    expect(await node.pass()).toEqual(['ghost-removed']);
    expect(node.host.pathStates().map(({ map, active }) => [map, active])).toEqual([
      [`3${naaOf('1')}`, true],
      [`3${naaOf('1')}`, true],
    ]);
  });
});
