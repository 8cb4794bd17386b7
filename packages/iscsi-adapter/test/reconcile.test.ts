import { MIB, never } from '@twinsite/domain';
import { MemoryDisk } from '@twinsite/linux-host/testing';
import { describe, expect, test } from 'vitest';
import { valueOf } from './support/outcome.js';
import { reconciledNode } from './support/reconciled-node.js';
import { naaOf, twoSites } from './support/two-sites.js';

const VOLUME = 'csi-iscsi-vid-one';

const ready = [
  ['10.0.1.1:3260', true],
  ['10.0.2.1:3260', true],
];

describe('the reconciler', () => {
  test('logs in to the portal that was dark when the volume was staged, and adds its path (H11)', async () => {
    const sites = twoSites();
    const node = reconciledNode(sites, 'node-1');
    sites.b.cut();
    expect(await node.driver.stage(VOLUME, sites.attachment)).toBe(true);
    expect(await node.pass()).toEqual(['portal-dark']);
    expect(node.host.pathStates()).toHaveLength(1);
    sites.b.heal();
    const report = await node.driver.reconcile();
    expect(report.actions).toEqual([
      { kind: 'path-added', volume: VOLUME, portal: '10.0.2.1:3260', site: 'b' },
    ]);
    expect(node.host.pathStates().map(({ portal, active }) => [portal, active])).toEqual(ready);
    expect(await node.pass()).toEqual([]);
    expect(await node.driver.unstage(VOLUME)).toBe(true);
    expect(node.host.leftovers()).toEqual([]);
  });

  test('starts no child process and changes nothing while all is well', async () => {
    const sites = twoSites();
    const node = reconciledNode(sites, 'node-1');
    await node.driver.stage(VOLUME, sites.attachment);
    const before = node.host.launcher.log.length;
    const report = await node.driver.reconcile();
    expect([report.live, report.actions]).toEqual([[VOLUME], []]);
    expect(report.paths.map(({ state }) => state)).toEqual(['ready', 'ready']);
    expect(node.host.launcher.log.length).toBe(before);
  });

  test('never logs a session out that has a disk, however long its site is dark (H5, H7)', async () => {
    const sites = twoSites();
    const { clock } = sites;
    const node = reconciledNode(sites, 'node-1');
    await node.driver.stage(VOLUME, sites.attachment);
    sites.a.cut();
    sites.b.cut();
    for (let minute = 0; minute < 10; minute += 1) {
      await clock.advance(60_000);
      expect(await node.pass()).toEqual([]);
    }
    expect(node.host.pathStates()).toHaveLength(2);
    sites.a.heal();
    sites.b.heal();
    await clock.advance(10_000);
    expect(node.host.pathStates().map(({ portal, active }) => [portal, active])).toEqual(ready);
  });

  test('a rebooted node does not come back to its volumes by itself (H20)', async () => {
    const sites = twoSites();
    const node = reconciledNode(sites, 'node-1');
    await node.driver.stage(VOLUME, sites.attachment);
    node.reboot();
    expect((await node.driver.reconcile()).live).toEqual([]);
    expect(node.host.iscsid.sessions.size).toBe(0);
    expect(await node.driver.stage(VOLUME, sites.attachment)).toBe(true);
    expect((await node.driver.reconcile()).live).toEqual([VOLUME]);
  });

  test('a record of an earlier boot is not live, though a map of its identity stands there (H20)', async () => {
    const sites = twoSites();
    const node = reconciledNode(sites, 'node-1');
    sites.b.cut();
    await node.driver.stage(VOLUME, sites.attachment);
    const record = valueOf(await node.driver.ports.journal.load(VOLUME, never));
    node.reboot();
    sites.b.heal();
    // Somebody else's automatic login brought the map back.
    const [target] = sites.attachment.portals;
    if (target === undefined || record === undefined) throw new Error('the volume was staged');
    const { sessions, paths, timers } = node.driver.ports;
    const session = valueOf(await sites.clock.during(sessions.login(target, timers, never)));
    await sites.clock.during(paths.attach({ session, ...sites.attachment }, never));
    await sites.clock.advance(1000);
    expect(node.host.pathStates()).toHaveLength(1);
    expect((await node.driver.reconcile()).live).toEqual([]);
    expect(node.host.pathStates()).toHaveLength(1);
  });

  test('a disk that shows another volume is refused and the live paths stay (H1, H2)', async () => {
    const sites = twoSites();
    const node = reconciledNode(sites, 'node-1');
    sites.b.cut();
    await node.driver.stage(VOLUME, sites.attachment);
    sites.b.luns.set(1, new MemoryDisk(naaOf('2'), 64n * MIB));
    sites.b.heal();
    expect(await node.pass()).toEqual(['path-refused']);
    expect(node.host.pathStates().map(({ portal, active }) => [portal, active])).toEqual([
      ['10.0.1.1:3260', true],
    ]);
  });

  test('reports a timer that multipathd has overridden, and leaves it (H15)', async () => {
    const sites = twoSites();
    const node = reconciledNode(sites, 'node-1');
    await node.driver.stage(VOLUME, sites.attachment);
    for (const session of node.host.iscsid.sessions.values()) session.recoverySeconds = 5;
    const { actions } = await node.driver.reconcile();
    expect(actions).toEqual([
      { kind: 'timer-differs', portal: '10.0.1.1:3260', wantedSeconds: 2, seconds: 5 },
      { kind: 'timer-differs', portal: '10.0.2.1:3260', wantedSeconds: 2, seconds: 5 },
    ]);
  });

  test('makes the map of a read-only volume read-only again', async () => {
    const sites = twoSites();
    const node = reconciledNode(sites, 'node-1');
    await node.driver.stage(VOLUME, { ...sites.attachment, readOnly: true });
    expect(await node.pass()).toEqual([]);
    const { maps } = node.driver.ports;
    const { naa } = sites.attachment;
    valueOf(await sites.clock.during(maps.protect(naa, 'read-write', never)));
    expect(await node.pass()).toEqual(['protection-restored']);
    expect(valueOf(await sites.clock.during(maps.find(naa, never)))?.readOnly).toBe(true);
    expect(await node.pass()).toEqual([]);
  });

  test('a child of the reconciler that hangs never holds a call up for long (H24)', async () => {
    const sites = twoSites();
    const { clock } = sites;
    const node = reconciledNode(sites, 'node-1');
    sites.b.cut();
    await node.driver.stage(VOLUME, sites.attachment);
    node.host.faults.set('iscsiadm', { kind: 'hangs', unkillable: false }, 1);
    const pass = node.pass();
    await clock.advance(1000);
    const begun = clock.now();
    expect(await node.driver.unstage(VOLUME)).toBe(true);
    expect(clock.now() - begun).toBeLessThan(5000);
    await pass;
  });

  test('leaves a volume alone while a call holds it, and lets a call go first', async () => {
    const sites = twoSites();
    const node = reconciledNode(sites, 'node-1');
    sites.b.cut();
    await node.driver.stage(VOLUME, sites.attachment);
    const { claims } = node.driver;
    const held = claims.call(VOLUME, async () => expect(await node.pass()).toEqual([]));
    await held;
    const pass = node.pass();
    expect(await node.driver.unstage(VOLUME)).toBe(true);
    expect(await pass).toEqual([]);
    expect(node.host.leftovers()).toEqual([]);
  });
});
