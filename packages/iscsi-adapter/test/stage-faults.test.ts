import { bytes, MIB, never } from '@twinsite/domain';
import { disguise, MemoryDisk } from '@twinsite/linux-host/testing';
import { describe, expect, test } from 'vitest';
import { simulatedHost } from '../src/testing/index.js';
import { problemOf, valueOf } from './support/outcome.js';
import { nodeOn, STAGING } from './support/staging.js';
import { naaOf, twoSites } from './support/two-sites.js';

describe('staging', () => {
  test('with half the portals dead does not fail: it works through the others, within the login timeout (H11)', async () => {
    const sites = twoSites();
    sites.b.cut();
    const node = nodeOn(sites, 'node-1');
    const start = sites.clock.now();
    valueOf(await node.stage());
    expect(sites.clock.now() - start).toBeLessThan(8000);
    expect(node.host.pathStates().map(({ portal }) => portal)).toEqual(['10.0.1.1:3260']);
    sites.b.heal();
    valueOf(await node.unstage());
    expect(node.host.leftovers()).toEqual([]);
  });

  test('with every portal dead names each of them and leaves nothing behind', async () => {
    const sites = twoSites();
    sites.a.cut();
    sites.b.cut();
    const node = nodeOn(sites, 'node-1');
    expect(problemOf(await node.stage())).toMatchObject({
      kind: 'too-few-paths',
      have: 0,
      failures: [{ portal: { address: '10.0.1.1' } }, { portal: { address: '10.0.2.1' } }],
    });
    expect(node.host.leftovers()).toEqual([]);
  });

  test('refuses a LUN that shows another volume, through either gateway, and writes nothing', async () => {
    for (const site of ['a', 'b'] as const) {
      const sites = twoSites();
      const foreign = new MemoryDisk(naaOf('e'), 64n * MIB);
      sites[site].luns.set(1, foreign);
      const node = nodeOn(sites, 'node-1');
      const problem = problemOf(await node.stage());
      expect(problem).toMatchObject({ kind: 'wrong-device' });
      expect(JSON.stringify(problem)).toContain(naaOf('1'));
      expect(JSON.stringify(problem)).toContain(naaOf('e'));
      expect([sites.a.written, sites.b.written]).toEqual([0, 0]);
      valueOf(await node.unstage());
      expect(node.host.leftovers()).toEqual([]);
    }
  });

  test('refuses a gateway that lies about one LUN', async () => {
    const sites = twoSites();
    const { clock, attachment } = sites;
    const fabric = disguise(sites.fabric, { portal: '10.0.2.1:3260', lun: 1, naa: naaOf('d') });
    const host = simulatedHost({ name: 'node-1', initiator: 'iqn.2026-01.test:node-1', fabric, clock });
    const node = nodeOn({ ...sites, host: () => host }, 'node-1');
    expect(problemOf(await node.stage(attachment))).toMatchObject({ kind: 'wrong-device' });
    expect(host.leftovers()).toEqual([]);
  });

  test('refuses a volume that is smaller than the array said', async () => {
    const sites = twoSites();
    const node = nodeOn(sites, 'node-1');
    const problem = problemOf(await node.stage({ ...sites.attachment, size: bytes(128n * MIB) }));
    expect(problem).toMatchObject({ kind: 'wrong-device' });
    expect([sites.a.written, sites.b.written]).toEqual([0, 0]);
  });

  test('never formats a disk with foreign data, and leaves every byte as it was (H3)', async () => {
    const sites = twoSites();
    sites.disk.write(4096, new TextEncoder().encode('a raw database'));
    const node = nodeOn(sites, 'node-1');
    expect(problemOf(await node.stage())).toMatchObject({ kind: 'disk-not-blank' });
    expect([sites.a.written, sites.b.written]).toEqual([0, 0]);
  });

  test('finishes on another node what a killed mkfs left, and the disk carries no record afterwards', async () => {
    const sites = twoSites();
    const first = nodeOn(sites, 'node-1');
    first.host.faults.set('mkfs.ext4', { kind: 'dies-half-way' });
    expect(problemOf(await first.stage())).toMatchObject({
      kind: 'tool-failed',
      tool: 'mkfs.ext4',
      exitCode: 137,
    });
    expect(sites.disk.read(8192, 12).some((byte) => byte !== 0)).toBe(true);
    const second = nodeOn(sites, 'node-2');
    valueOf(await second.stage());
    expect(sites.disk.read(63 * 1024 * 1024, 1024 * 1024).every((byte) => byte === 0)).toBe(true);
    valueOf(await second.unstage());
    valueOf(await first.unstage());
    expect([...first.host.leftovers(), ...second.host.leftovers()]).toEqual([]);
  });

  test('of a half-made file system without the record is refused', async () => {
    const sites = twoSites();
    const node = nodeOn(sites, 'node-1');
    node.host.faults.set('mkfs.ext4', { kind: 'dies-half-way' }, 1);
    problemOf(await node.stage());
    sites.disk.write(63 * 1024 * 1024, new Uint8Array(4096));
    expect(problemOf(await nodeOn(sites, 'node-2').stage())).toMatchObject({ kind: 'disk-not-blank' });
  });

  test.each(['dd', 'blkid', 'wipefs', 'mkfs.ext4', 'e2fsck', 'mount', 'dmsetup'])(
    'without %s names the tool and its package, and works once it is installed',
    async (tool) => {
      const sites = twoSites();
      const node = nodeOn(sites, 'node-1');
      node.host.faults.set(tool, { kind: 'missing' });
      expect(problemOf(await node.stage())).toMatchObject({ kind: 'tool-missing', tool });
      node.host.faults.clear(tool);
      valueOf(await node.stage());
      valueOf(await node.unstage());
      expect(node.host.leftovers()).toEqual([]);
    },
  );

  test('without iscsiadm every portal says so', async () => {
    const sites = twoSites();
    const node = nodeOn(sites, 'node-1');
    node.host.faults.set('iscsiadm', { kind: 'missing' });
    const problem = problemOf(await node.stage());
    expect(JSON.stringify(problem)).toContain('open-iscsi');
  });

  test.each(['iscsiadm', 'dmsetup', 'dd', 'blkid', 'e2fsck', 'mount'])(
    'with a hung %s ends by itself, and works when called again',
    async (tool) => {
      const sites = twoSites();
      const node = nodeOn(sites, 'node-1');
      node.host.faults.set(tool, { kind: 'hangs', unkillable: false }, 2);
      const outcome = await node.stage();
      expect(outcome.ok).toBe(false);
      node.host.faults.clear(tool);
      valueOf(await node.stage());
      valueOf(await node.unstage());
      expect(node.host.leftovers()).toEqual([]);
    },
  );

  test('twice is one stage: no second login, no second mkfs', async () => {
    const sites = twoSites();
    const node = nodeOn(sites, 'node-1');
    valueOf(await node.stage());
    const children = node.host.launcher.log.length;
    valueOf(await node.stage());
    expect(node.host.launcher.log).toHaveLength(children);
  });

  test('costs few children: 18 the first time with mkfs and two portals, 13 later', async () => {
    const sites = twoSites();
    const node = nodeOn(sites, 'node-1');
    valueOf(await node.stage());
    const first = node.host.launcher.log.length;
    valueOf(await node.unstage());
    const before = node.host.launcher.log.length;
    valueOf(await node.stage());
    expect([first, node.host.launcher.log.length - before]).toEqual([18, 13]);
  });

  test('is undone with every path of the volume, also one that came after it (H29)', async () => {
    const sites = twoSites();
    const node = nodeOn(sites, 'node-1');
    sites.b.cut();
    valueOf(await node.stage());
    sites.b.heal();
    const { ports } = node;
    const { attachment, clock } = sites;
    const [, late] = attachment.portals;
    if (late === undefined) throw new Error('no second portal');
    const session = valueOf(await clock.during(ports.sessions.login(late, ports.timers, never)));
    valueOf(await clock.during(ports.paths.attach({ session, ...attachment }, never)));
    valueOf(await node.unstage());
    expect(node.host.leftovers()).toEqual([]);
  });

  test('another volume at the staging path is not touched', async () => {
    const sites = twoSites();
    const node = nodeOn(sites, 'node-1');
    valueOf(await node.stage());
    const other = { ...sites.attachment, naa: naaOf('2'), lun: 2 };
    expect(problemOf(await node.stage(other))).toMatchObject({ kind: 'mounted-differently', path: STAGING });
  });
});
