import { MIB, never, type ScsiPath } from '@twinsite/domain';
import { MemoryDisk } from '@twinsite/linux-host/testing';
import { describe, expect, test } from 'vitest';
import { simulatedHost, type SimulatedHost } from '../src/testing/index.js';
import { problemOf, valueOf } from './support/outcome.js';
import { naaOf, portsOn, TIMERS, twoSites, type TwoSites } from './support/two-sites.js';

interface Attached {
  readonly sites: TwoSites;
  readonly host: SimulatedHost;
  readonly ports: ReturnType<typeof portsOn>;
  readonly paths: readonly ScsiPath[];
}

async function attached(claims = true): Promise<Attached> {
  const sites = twoSites();
  const { fabric, clock, attachment } = sites;
  const initiator = 'iqn.2026-01.test:node-1';
  const host = simulatedHost({ name: 'node-1', initiator, fabric, clock, multipathd: { claims } });
  const ports = portsOn(host);
  const paths: ScsiPath[] = [];
  for (const target of attachment.portals) {
    const session = valueOf(await clock.during(ports.sessions.login(target, TIMERS, never)));
    paths.push(valueOf(await clock.during(ports.paths.attach({ session, ...attachment }, never))));
  }
  return { sites, host, ports, paths };
}

const commands = (host: SimulatedHost, tool: string): readonly string[] =>
  host.launcher.log.filter((child) => child.tool === tool).map(({ args }) => args.join(' '));

describe('assembling', () => {
  test('a map that multipathd makes by itself tells it nothing', async () => {
    const { sites, host, ports, paths } = await attached();
    const map = valueOf(await sites.clock.during(ports.maps.assemble(sites.attachment.naa, paths, never)));
    expect(map).toMatchObject({
      devicePath: `/dev/mapper/3${naaOf('1')}`,
      paths: ['sda', 'sdb'],
      usablePaths: 2,
    });
    expect(commands(host, 'multipathd')).toEqual([]);
  });

  test('tells multipathd of paths it has not seen', async () => {
    const { sites, host, ports, paths } = await attached(false);
    const map = valueOf(await sites.clock.during(ports.maps.assemble(sites.attachment.naa, paths, never)));
    expect(map.paths).toEqual(['sda', 'sdb']);
    expect(commands(host, 'multipathd').slice(0, 2)).toEqual(['add path sda', 'add path sdb']);
  });

  test('a disk is never used without its map: gives up with the reason when multipathd makes none (H16)', async () => {
    const { sites, host, ports, paths } = await attached(false);
    host.faults.set('multipathd', { kind: 'fails', exitCode: 1, stderr: '' });
    const problem = problemOf(
      await sites.clock.during(ports.maps.assemble(sites.attachment.naa, paths, never)),
    );
    expect(problem).toEqual({
      kind: 'map-not-ready',
      wwid: `3${naaOf('1')}`,
      detail: 'multipathd has made no map',
    });
  });

  test('refuses a map with a slave of another volume', async () => {
    const { sites, host, ports, paths } = await attached();
    await sites.clock.advance(500);
    sites.a.luns.set(2, new MemoryDisk(naaOf('5'), 64n * MIB));
    const [session] = host.iscsid.sessions.values();
    if (session === undefined) throw new Error('no session');
    await sites.clock.during(host.iscsid.scan(session, 2, new AbortController().signal));
    const foreign = host.iscsid.disks.get('sdc');
    const map = host.multipathd.maps.get(`3${naaOf('1')}`);
    if (foreign === undefined || map === undefined) throw new Error('not set up');
    map.paths.push({ disk: foreign, active: true });
    const problem = problemOf(
      await sites.clock.during(ports.maps.assemble(sites.attachment.naa, paths, never)),
    );
    expect(problem).toMatchObject({
      kind: 'wrong-device',
      expected: `naa.${naaOf('1')} at LUN 1`,
      found: `naa.${naaOf('5')} at LUN 2`,
    });
  });

  test('never uses a map that holds a second volume with the same serial (H2)', async () => {
    const { sites, host, ports, paths } = await attached();
    sites.a.luns.set(2, new MemoryDisk(naaOf('1'), 64n * MIB));
    const [session] = host.iscsid.sessions.values();
    if (session === undefined) throw new Error('no session');
    await sites.clock.during(host.iscsid.scan(session, 2, new AbortController().signal));
    await sites.clock.advance(500);
    expect(host.multipathd.maps.get(`3${naaOf('1')}`)?.paths).toHaveLength(3);
    const problem = problemOf(
      await sites.clock.during(ports.maps.assemble(sites.attachment.naa, paths, never)),
    );
    expect(problem).toMatchObject({ kind: 'wrong-device', found: `naa.${naaOf('1')} at LUN 2` });
  });

  test('does not use a suspended map', async () => {
    const { sites, host, ports, paths } = await attached();
    await sites.clock.advance(500);
    const map = host.multipathd.maps.get(`3${naaOf('1')}`);
    if (map === undefined) throw new Error('no map');
    map.suspended = true;
    const problem = problemOf(
      await sites.clock.during(ports.maps.assemble(sites.attachment.naa, paths, never)),
    );
    expect(JSON.stringify(problem)).toContain('suspended');
  });

  test('is content with one usable path after a while', async () => {
    const { sites, ports, paths } = await attached();
    const missing = { ...paths[0], device: 'sdz' } as ScsiPath;
    const map = valueOf(
      await sites.clock.during(ports.maps.assemble(sites.attachment.naa, [...paths, missing], never)),
    );
    expect(map.usablePaths).toBe(2);
  });
});

describe('removing', () => {
  test('flushes first', async () => {
    const { sites, host, ports } = await attached();
    await sites.clock.advance(500);
    valueOf(await sites.clock.during(ports.maps.remove(sites.attachment.naa, never)));
    const order = host.launcher.log.slice(-3).map(({ tool }) => tool);
    expect(order).toEqual(['dmsetup', 'blockdev', 'multipath']);
    expect(valueOf(await ports.maps.find(sites.attachment.naa, never))).toBeUndefined();
  });

  test('a map that udev still reads for a moment is not called busy', async () => {
    const { sites, host, ports } = await attached();
    await sites.clock.advance(500);
    const map = host.multipathd.maps.get(`3${naaOf('1')}`);
    if (map === undefined) throw new Error('no map');
    map.openers = 1;
    sites.clock.after(1500, () => (map.openers = 0));
    valueOf(await sites.clock.during(ports.maps.remove(sites.attachment.naa, never)));
    expect(host.multipathd.maps.size).toBe(0);
  });

  test('a map that is open is device-busy, untouched', async () => {
    const { sites, host, ports } = await attached();
    await sites.clock.advance(500);
    const map = host.multipathd.maps.get(`3${naaOf('1')}`);
    if (map === undefined) throw new Error('no map');
    map.openers = 2;
    const problem = problemOf(await sites.clock.during(ports.maps.remove(sites.attachment.naa, never)));
    expect(problem).toEqual({
      kind: 'device-busy',
      device: `/dev/mapper/3${naaOf('1')}`,
      holders: ['2 open file descriptors'],
    });
    expect(commands(host, 'multipath')).toEqual([]);
  });

  test('is tried again while udev still reads the map', async () => {
    const { sites, host, ports } = await attached();
    await sites.clock.advance(500);
    host.faults.set('multipath', { kind: 'fails', exitCode: 1, stderr: 'map in use' }, 2);
    valueOf(await sites.clock.during(ports.maps.remove(sites.attachment.naa, never)));
    expect(commands(host, 'multipath')).toHaveLength(3);
  });

  test('of an orphan without a path ends, with nothing to flush (H28)', async () => {
    const { sites, host, ports } = await attached();
    await sites.clock.advance(500);
    host.multipathd.maps.get(`3${naaOf('1')}`)?.paths.splice(0);
    valueOf(await sites.clock.during(ports.maps.remove(sites.attachment.naa, never)));
    expect(host.multipathd.maps.size).toBe(0);
    expect(commands(host, 'blockdev')).toEqual([]);
    valueOf(await sites.clock.during(ports.maps.remove(sites.attachment.naa, never)));
  });

  test('that fails leaves no suspended map behind (H28)', async () => {
    const { sites, host, ports } = await attached();
    await sites.clock.advance(500);
    const map = host.multipathd.maps.get(`3${naaOf('1')}`);
    if (map === undefined) throw new Error('no map');
    host.faults.set('multipath', { kind: 'fails', exitCode: 1, stderr: 'map in use' });
    const removal = ports.maps.remove(sites.attachment.naa, never);
    await sites.clock.advance(1500);
    map.suspended = true;
    expect(problemOf(await sites.clock.during(removal))).toMatchObject({
      kind: 'tool-failed',
      detail: 'map in use',
    });
    expect(map.suspended).toBe(false);
  });

  test('with a flush that never ends is given up, and the map stays', async () => {
    const { sites, host, ports } = await attached();
    await sites.clock.advance(500);
    host.faults.set('blockdev', { kind: 'hangs', unkillable: true });
    const problem = problemOf(await sites.clock.during(ports.maps.remove(sites.attachment.naa, never)));
    expect(problem).toMatchObject({ kind: 'tool-hung', afterMs: 30_000, stuck: true });
    expect(host.multipathd.maps.size).toBe(1);
  });
});
