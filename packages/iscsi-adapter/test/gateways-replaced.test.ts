import { describe, expect, test } from 'vitest';
import {
  comes,
  leavesNothing,
  portals,
  recorded,
  staged,
  VOLUME,
  type World,
} from './support/changing-path.js';
import { reconciledNode, stagingOf } from './support/reconciled-node.js';

/** Appends numbered records, each when the one before is on the disk. */
class Writer {
  written = 0;
  private stopped = false;
  private readonly ended: Promise<void>;

  constructor({ node, sites }: World) {
    const file = node.host.mountedFile(`${stagingOf(VOLUME)}/records`);
    const write = async (): Promise<void> => {
      while (!this.stopped) {
        await file.appendRecord(new TextEncoder().encode(`${String(this.written).padStart(7, '0')}\n`));
        this.written += 1;
        await new Promise<void>((resolve) => sites.clock.after(5, resolve));
      }
    };
    this.ended = write();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.ended;
  }
}

describe('every gateway replaced in turn under a writer', () => {
  test('loses no record, and the paths follow', async () => {
    const world = await staged();
    const { sites, cluster, node } = world;
    const { clock } = sites;
    const writer = new Writer(world);
    let [old, other] = [sites.a, sites.b];
    for (const number of [1, 2, 3, 4]) {
      const fresh = comes(world, number);
      cluster.shows([
        [old, 'Active'],
        [other, 'Active'],
        [fresh, 'Active'],
      ]);
      await node.pass();
      await clock.advance(500);
      cluster.shows([
        [old, 'Leaving'],
        [other, 'Active'],
        [fresh, 'Active'],
      ]);
      expect(await node.pass()).toEqual(['portal-left']);
      const { written } = old;
      old.cut();
      await clock.advance(1000);
      expect(old.written).toBe(written);
      [old, other] = [other, fresh];
    }
    expect(portals(world)).toEqual(['10.0.3.3:3260', '10.0.3.4:3260']);
    expect(await recorded(world)).toEqual({ portals: ['10.0.3.3', '10.0.3.4'], leaving: [] });
    await clock.during(writer.stop());
    expect(writer.written).toBeGreaterThan(100);
    expect(await node.driver.unstage(VOLUME)).toBe(true);
    expect(node.host.leftovers()).toEqual([]);
    const reader = await readBack(world);
    expect(reader).toBe(writer.written);
  });

  /** On another node, which got its publish context after the change. */
  async function readBack({ sites }: World): Promise<number> {
    const reader = reconciledNode(sites, 'node-2');
    const given = [3, 4].map((number) => ({
      iqn: `iqn.2018-12.sds:gw-${number}`,
      portal: { address: `10.0.3.${number}`, port: 3260 },
      site: undefined,
    }));
    expect(await reader.driver.stage(VOLUME, { ...sites.attachment, portals: given })).toBe(true);
    const read = reader.host.mountedFile(`${stagingOf(VOLUME)}/records`).readBack();
    const lines = new TextDecoder()
      .decode(await sites.clock.during(read))
      .trimEnd()
      .split('\n');
    expect(lines.every((line, index) => Number(line) === index)).toBe(true);
    return lines.length;
  }

  test('a node that reboots afterwards still stages with the publish context of the attach', async () => {
    const world = await staged();
    const { sites, cluster, node } = world;
    const fresh = [comes(world, 1), comes(world, 2)];
    cluster.shows(fresh.map((gateway) => [gateway, 'Active'] as const));
    expect(await node.pass()).toEqual([]);
    cluster.shows([...fresh.map((gateway) => [gateway, 'Active'] as const), [sites.a, 'Leaving']]);
    await node.pass();
    expect(await node.pass()).toEqual([]);
    expect(await recorded(world)).toEqual({ portals: ['10.0.3.1', '10.0.3.2'], leaving: [] });
    sites.a.cut();
    sites.b.cut();
    node.reboot();
    expect(await node.driver.stage(VOLUME, sites.attachment)).toBe(true);
    expect([...portals(world)].sort()).toEqual(['10.0.3.1:3260', '10.0.3.2:3260']);
    expect(await node.pass()).toEqual(['portal-left', 'portal-left']);
    expect(await recorded(world)).toEqual({ portals: ['10.0.3.1', '10.0.3.2'], leaving: [] });
    await leavesNothing(world, VOLUME);
  });
});
