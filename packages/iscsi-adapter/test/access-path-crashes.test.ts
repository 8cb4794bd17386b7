import { never } from '@twinsite/domain';
import { Crash } from '@twinsite/domain/testing';
import { describe, expect, test } from 'vitest';
import { valueOf } from './support/outcome.js';
import { reconciledNode, type ReconciledNode } from './support/reconciled-node.js';
import { ToldCluster } from './support/told-cluster.js';
import { twoSites } from './support/two-sites.js';

const VOLUME = 'csi-iscsi-vid-one';
/** More calls than a pass makes; a point that is never reached ends the loop. */
const MOST_CALLS = 120;
const when = ['before', 'after'] as const;

/** A volume on two gateways, one of which is to be replaced by a third. */
async function changing(): Promise<ReconciledNode> {
  const sites = twoSites();
  const cluster = new ToldCluster();
  const node = reconciledNode(sites, 'node-1', cluster);
  expect(await node.driver.stage(VOLUME, sites.attachment)).toBe(true);
  const fresh = sites.fabric.add('10.0.3.1:3260', 'iqn.2018-12.sds:gw-c');
  for (const [lun, disk] of sites.a.luns) fresh.luns.set(lun, disk);
  cluster.shows([
    [sites.a, 'Leaving'],
    [sites.b, 'Active'],
    [fresh, 'Active'],
  ]);
  return node;
}

/** Whether a driver that is killed at its n-th call got that far. */
async function killed(node: ReconciledNode, call: number, moment: (typeof when)[number]): Promise<boolean> {
  const died = await node
    .doomed(call, moment)
    .reconcile()
    .then(
      () => false,
      (error: unknown) => {
        if (error instanceof Crash) return true;
        throw error;
      },
    );
  node.restart();
  return died;
}

async function eachPoint(
  moment: (typeof when)[number],
  then: (node: ReconciledNode, point: string) => Promise<void>,
): Promise<number> {
  for (let call = 1; call <= MOST_CALLS; call += 1) {
    const node = await changing();
    if (!(await killed(node, call, moment))) return call - 1;
    await then(node, `killed ${moment} call ${call}`);
  }
  return MOST_CALLS;
}

describe.each(when)('a driver killed %s any call while it follows an AccessPath', (moment) => {
  test('is finished by the next one: the new path is there, nothing of the old one is (H5, H7)', {
    timeout: 60_000,
  }, async () => {
    const points = await eachPoint(moment, async (node, point) => {
      const before = node.host.pathStates().filter(({ active }) => active);
      expect(before.length, point).toBeGreaterThan(0);
      await node.pass();
      await node.pass();
      const record = valueOf(await node.driver.ports.journal.load(VOLUME, never));
      const wanted = ['10.0.2.1', '10.0.3.1'];
      expect(
        record?.attachment.portals.map(({ portal }) => portal.address),
        point,
      ).toEqual(wanted);
      expect(record?.leaving, point).toEqual([]);
      const found = node.host.pathStates().map(({ portal }) => portal);
      expect(found, point).toEqual(['10.0.2.1:3260', '10.0.3.1:3260']);
      const sessions = [...node.host.iscsid.sessions.values()].map(({ place }) => place.address);
      expect([...sessions].sort(), point).toEqual(wanted);
      expect(await node.driver.unstage(VOLUME), point).toBe(true);
      expect(node.host.leftovers(), point).toEqual([]);
    });
    expect(points).toBeGreaterThan(20);
  });

  test('leaves nothing behind when the volume is unstaged next', { timeout: 60_000 }, async () => {
    const points = await eachPoint(moment, async (node, point) => {
      expect(await node.driver.unstage(VOLUME), point).toBe(true);
      expect(node.host.leftovers(), point).toEqual([]);
    });
    expect(points).toBeGreaterThan(20);
  });
});
