import { MIB, never, type ScsiPath } from '@twinsite/domain';
import { MemoryDisk } from '@twinsite/linux-host/testing';
import { describe, expect, test } from 'vitest';
import type { SimDmMap } from '../src/testing/sim-dm-map.js';
import type { SimulatedHost } from '../src/testing/index.js';
import { problemOf, valueOf } from './support/outcome.js';
import { naaOf, portsOn, TIMERS, twoSites, type TwoSites } from './support/two-sites.js';

interface Mapped {
  readonly sites: TwoSites;
  readonly host: SimulatedHost;
  readonly ports: ReturnType<typeof portsOn>;
  readonly map: SimDmMap;
  /** `sda` at the first gateway. */
  readonly path: ScsiPath;
}

async function mapped(): Promise<Mapped> {
  const sites = twoSites();
  const host = sites.host('node-1');
  const ports = portsOn(host);
  const { clock, attachment } = sites;
  const paths: ScsiPath[] = [];
  for (const target of attachment.portals) {
    const session = valueOf(await clock.during(ports.sessions.login(target, TIMERS, never)));
    paths.push(valueOf(await clock.during(ports.paths.attach({ session, ...attachment }, never))));
  }
  valueOf(await clock.during(ports.maps.assemble(attachment.naa, paths, never)));
  const map = host.multipathd.maps.get(`3${attachment.naa}`);
  const [path] = paths;
  if (map === undefined || path === undefined) throw new Error('nothing is mapped');
  return { sites, host, ports, map, path };
}

const release = ({ sites, ports, path }: Mapped) =>
  sites.clock.during(ports.mapPaths.release(sites.attachment.naa, path, never));
const told = ({ host }: Mapped): readonly string[] =>
  host.launcher.log.filter(({ tool }) => tool === 'multipathd').map(({ args }) => args.join(' '));

describe('taking a path out of a map', () => {
  test('goes through multipathd, once', async () => {
    const world = await mapped();
    valueOf(await release(world));
    valueOf(await release(world));
    expect(told(world)).toEqual(['del path sda']);
    expect(world.map.paths.map(({ disk }) => disk.name)).toEqual(['sdb']);
  });

  test('is never done while the kernel calls no other path usable (H7)', async () => {
    const world = await mapped();
    const other = world.map.paths[1];
    if (other === undefined) throw new Error('there are two paths');
    other.active = false;
    expect(problemOf(await release(world))).toMatchObject({
      kind: 'map-not-ready',
      detail: 'sda is its last usable path',
    });
    expect(told(world)).toEqual([]);
  });

  test('is never done to a disk that is another one by now (H30)', async () => {
    const world = await mapped();
    world.sites.a.luns.set(1, new MemoryDisk(naaOf('2'), 64n * MIB));
    await world.host.iscsid.disks.get('sda')?.rescan(new AbortController().signal);
    expect(problemOf(await release(world))).toMatchObject({
      kind: 'wrong-device',
      found: `naa.${naaOf('2')}`,
    });
    expect(told(world)).toEqual([]);
  });

  test('is repeated while multipathd is busy, and given up with the reason', async () => {
    const world = await mapped();
    world.host.faults.set('multipathd', { kind: 'fails', exitCode: 1, stderr: 'timeout' }, 2);
    valueOf(await release(world));
    expect(told(world)).toHaveLength(3);
    const stuck = await mapped();
    stuck.host.faults.set('multipathd', { kind: 'fails', exitCode: 1, stderr: 'timeout' });
    expect(problemOf(await release(stuck))).toMatchObject({
      kind: 'map-not-ready',
      detail: 'multipathd does not take sda out of it',
    });
  });

  test('leaves no map suspended: everybody who uses it would wait for ever (H28)', async () => {
    const world = await mapped();
    world.map.suspended = true;
    valueOf(await release(world));
    expect(world.map.suspended).toBe(false);
  });
});
