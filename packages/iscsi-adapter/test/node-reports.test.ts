import { expect, test } from 'vitest';
import { reconciledNode, type ReconciledNode } from './support/reconciled-node.js';
import { API_SERVER_AWAY, ToldCluster } from './support/told-cluster.js';
import { twoSites, type TwoSites } from './support/two-sites.js';

const VOLUME = 'csi-iscsi-vid-one';

interface World {
  readonly sites: TwoSites;
  readonly cluster: ToldCluster;
  readonly node: ReconciledNode;
}

function world(): World {
  const sites = twoSites();
  const cluster = new ToldCluster();
  cluster.shows([
    [sites.a, 'Active'],
    [sites.b, 'Active'],
  ]);
  return { sites, cluster, node: reconciledNode(sites, 'node-1', cluster) };
}

test('a node says which paths it uses, also that there is none', async () => {
  const { sites, cluster, node } = world();
  await node.pass();
  expect(cluster.reports).toMatchObject([{ node: 'node-1', bootId: 'boot-1', paths: [] }]);
  sites.b.cut();
  await node.driver.stage(VOLUME, sites.attachment);
  const began = sites.clock.now();
  await node.pass();
  expect(cluster.told()).toEqual(['10.0.1.1 ready', '10.0.2.1 no-session']);
  expect(cluster.reports.at(-1)?.paths[0]).toEqual({
    volume: VOLUME,
    iqn: sites.a.targetIqn,
    portal: { address: '10.0.1.1', port: 3260 },
    state: 'ready',
  });
  // After the pass that found it missing had waited for its login.
  expect(cluster.reports.at(-1)?.observedAt).toBeGreaterThan(began);
  sites.b.heal();
  await node.pass();
  expect(cluster.told()).toEqual(['10.0.1.1 ready', '10.0.2.1 ready']);
});

test('the report is repeated about every minute, and at once after a change', async () => {
  const { sites, cluster, node } = world();
  await node.driver.stage(VOLUME, sites.attachment);
  await node.pass();
  for (let pass = 0; pass < 8; pass += 1) {
    await sites.clock.advance(30_000);
    await node.pass();
  }
  expect(cluster.reports).toHaveLength(5);
  const gaps = cluster.reports.map(
    ({ observedAt }, index, all) => observedAt - (all[index - 1]?.observedAt ?? 0),
  );
  expect(gaps.slice(1)).toEqual([60_000, 60_000, 60_000, 60_000]);
  sites.a.cut();
  await sites.clock.advance(10_000);
  await node.pass();
  expect(cluster.reports).toHaveLength(6);
  expect(cluster.told()).toEqual(['10.0.1.1 session-failed', '10.0.2.1 ready']);
});

test('a portal that is being left stays in the report while its session stands, so no target is deleted under it', async () => {
  const { sites, cluster, node } = world();
  await node.driver.stage(VOLUME, sites.attachment);
  cluster.shows([
    [sites.a, 'Leaving'],
    [sites.b, 'Active'],
  ]);
  node.host.faults.set('iscsiadm', { kind: 'fails', exitCode: 1, stderr: 'iscsiadm: not now' }, 1);
  expect(await node.pass()).toEqual(['portal-kept']);
  expect(node.host.pathStates().map(({ portal }) => portal)).toEqual(['10.0.2.1:3260']);
  expect(cluster.told()).toEqual(['10.0.2.1 ready', '10.0.1.1 no-disk']);
  expect(await node.pass()).toEqual(['portal-left']);
  expect(cluster.told()).toEqual(['10.0.2.1 ready']);
});

test('an API server that is away costs no repair, and is told as soon as it is back', async () => {
  const { sites, cluster, node } = world();
  sites.b.cut();
  await node.driver.stage(VOLUME, sites.attachment);
  sites.b.heal();
  cluster.problem = API_SERVER_AWAY;
  expect(await node.pass()).toEqual(['access-paths-unread', 'path-added', 'report-unwritten']);
  expect(node.host.pathStates()).toHaveLength(2);
  expect(cluster.reports).toEqual([]);
  cluster.problem = undefined;
  expect(await node.pass()).toEqual([]);
  expect(cluster.told()).toEqual(['10.0.1.1 ready', '10.0.2.1 ready']);
});
