import { describe, expect, test } from 'vitest';
import { valueOf } from './support/outcome.js';
import { nodeOn, TARGET } from './support/staging.js';
import { twoSites } from './support/two-sites.js';

const record = (number: number): Uint8Array => new TextEncoder().encode(`record ${number}\n`);

describe('a volume whose writer loses a site', () => {
  test.each(['a', 'b'] as const)(
    'goes on through the other one when site %s is cut, and takes it back',
    async (first) => {
      const sites = twoSites();
      const { clock } = sites;
      const node = nodeOn(sites, 'node-1');
      valueOf(await node.stage());
      valueOf(await node.publish());
      const log = node.host.mountedFile(`${TARGET}/log`);
      await clock.during(log.appendRecord(record(0)));

      const other = first === 'a' ? 'b' : 'a';
      sites[other].cut();
      await clock.advance(10_000);
      await clock.during(log.appendRecord(record(1)));
      sites[other].heal();
      await clock.advance(5000);
      const before = sites[first].written;
      await clock.during(log.appendRecord(record(2)));
      expect(sites[first].written).toBeGreaterThan(before);

      sites[first].cut();
      const cutAt = clock.now();
      await clock.during(log.appendRecord(record(3)));
      const stall = clock.now() - cutAt;
      expect(stall).toBeGreaterThan(1000);
      expect(stall).toBeLessThanOrEqual(5000);
      expect(node.host.pathStates().filter(({ active }) => active)).toHaveLength(1);

      sites[first].heal();
      await clock.advance(5000);
      expect(node.host.pathStates().map(({ active, session }) => [active, session])).toEqual([
        [true, 'LOGGED_IN'],
        [true, 'LOGGED_IN'],
      ]);
      valueOf(await node.unpublish());
      valueOf(await node.unstage());
      expect(node.host.leftovers()).toEqual([]);

      for (const gateway of [sites.a, sites.b]) {
        const reader = nodeOn(sites, `reader-${gateway.portal}`);
        const silent = gateway === sites.a ? sites.b : sites.a;
        silent.cut();
        valueOf(await reader.stage());
        valueOf(await reader.publish());
        const read = await clock.during(reader.host.mountedFile(`${TARGET}/log`).readBack());
        expect(new TextDecoder().decode(read)).toBe('record 0\nrecord 1\nrecord 2\nrecord 3\n');
        silent.heal();
        await clock.advance(10_000);
        valueOf(await reader.unpublish());
        valueOf(await reader.unstage());
        expect(reader.host.leftovers()).toEqual([]);
      }
    },
  );

  test('queues while both are dark, and fails only after no_path_retry (H14)', async () => {
    const sites = twoSites();
    const { clock } = sites;
    const node = nodeOn(sites, 'node-1');
    valueOf(await node.stage());
    valueOf(await node.publish());
    const log = node.host.mountedFile(`${TARGET}/log`);
    await clock.during(log.appendRecord(record(0)));
    sites.a.cut();
    sites.b.cut();
    const stalled = log.appendRecord(record(1));
    await clock.advance(6000);
    sites.b.heal();
    await clock.during(stalled);
    sites.b.cut();
    await expect(clock.during(log.appendRecord(record(2)))).rejects.toThrow('no path');
  });

  test('is unstaged without a usable path: queueing is switched off, nothing hangs, nothing is forced (H14)', async () => {
    const sites = twoSites();
    const node = nodeOn(sites, 'node-1');
    valueOf(await node.stage());
    sites.a.cut();
    sites.b.cut();
    await sites.clock.advance(6000);
    valueOf(await node.unstage());
    expect(node.host.leftovers()).toEqual([]);
    const tools = node.host.launcher.log.map(({ tool, args }) => `${tool} ${args.join(' ')}`);
    expect(tools.filter((line) => line.startsWith('multipathd disablequeueing map'))).toHaveLength(1);
    expect(tools.filter((line) => line.includes('flushbufs') || line.includes('remove -f'))).toEqual([]);
  });
});
