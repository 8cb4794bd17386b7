import { expect, test } from 'vitest';
import { twoSites, type RunningSimulator } from '@twinsite/xms-adapter/simulator';
import { Application, countLost } from '../src/world/application.js';
import type { TwoSiteWorld } from '../src/world/two-site-world.js';
import { attach, detach, publish, stage, stageRequest, unpublish, unstage } from './support/lifecycle.js';
import { leftoversOf } from './support/machine.js';
import { refusal, TARGET } from './support/requests.js';
import { aController, aNode, aWorld } from './support/stand.js';

const VIP = '10.7.9.1';
const FILE = `${TARGET}/records`;

/** The only access path of this world is used through one VIP that stays where it is when its first holder is back. */
async function aVipWorld(): Promise<TwoSiteWorld> {
  const vipGroup = { preempt: false, vips: [{ ip: VIP, gateway: 'gw-a' }] };
  const path = { name: 'ap-k8s', type: 'Kubernetes', gateways: ['gw-a', 'gw-b'], iqn: 'iqn.x:ap', vipGroup };
  const topology = twoSites({ accessPaths: [path] });
  const world = await aWorld({ topology, leaseMs: 600, electionMs: 100, gatewayFenceMs: 600 });
  await held(world.simulator, 'gw-a');
  return world;
}

const held = (simulator: RunningSimulator, gateway: string): Promise<void> =>
  expect.poll(() => simulator.vipHolder(VIP), { timeout: 10_000 }).toBe(gateway);

async function writesGoOn(application: Application): Promise<void> {
  const { acknowledged } = application.progress();
  const more = (): number => application.progress().acknowledged - acknowledged;
  await expect.poll(more, { timeout: 15_000 }).toBeGreaterThan(20);
}

test('a volume behind one VIP outlives the loss of either site, and nothing is lost', async () => {
  const world = await aVipWorld();
  const { client: controller } = await aController(world);
  const { client: node } = await aNode(world, 'node-1');
  const attached = await attach(controller, node, 'pvc-1');
  await stage(node, attached);
  await publish(node, attached);
  const application = new Application(world.host('node-1'), FILE);
  application.start();
  for (const [site, next] of [
    ['site-a', 'gw-b'],
    ['site-b', 'gw-a'],
  ] as const) {
    await writesGoOn(application);
    await world.simulator.cut(site);
    await held(world.simulator, next);
    await writesGoOn(application);
    await world.simulator.heal(site);
  }
  const acknowledged = await application.stop();
  await unpublish(node, attached);
  await unstage(node, attached);
  await detach(controller, attached);
  const { client: reader } = await aNode(world, 'node-2');
  const again = await attach(controller, reader, 'pvc-1');
  await stage(reader, again);
  await publish(reader, again);
  expect(await countLost(world.host('node-2'), FILE, acknowledged)).toBe(0);
  await unpublish(reader, again);
  await unstage(reader, again);
  await detach(controller, again);
  for (const name of ['node-1', 'node-2']) expect(await leftoversOf(world, world.host(name))).toEqual([]);
}, 60_000);

test('the publish context of a volume is the same wherever its VIP is', async () => {
  const world = await aVipWorld();
  const { client: controller } = await aController(world);
  const { client: node } = await aNode(world, 'node-1');
  const before = await attach(controller, node, 'pvc-1');
  world.simulator.moveVip(VIP, 'gw-b');
  await held(world.simulator, 'gw-b');
  const other = (await aController(world, 'another')).client;
  const after = await attach(other, node, 'pvc-1');
  expect(after.publishContext).toEqual(before.publishContext);
  expect(JSON.stringify(before.publishContext)).toContain(VIP);
});

test('requireBothSites is refused by name, because a VIP stands at no site', async () => {
  const world = await aVipWorld();
  const { client: controller } = await aController(world);
  const { client: node } = await aNode(world, 'node-1');
  const attached = await attach(controller, node, 'pvc-1');
  const volumeContext = { ...attached.volumeContext, requireBothSites: 'true' };
  const error = await refusal(node.node.nodeStageVolume({ ...stageRequest(attached), volumeContext }));
  expect([error.status, error.details]).toEqual([
    'INVALID_ARGUMENT',
    expect.stringContaining('requireBothSites'),
  ]);
  expect(await leftoversOf(world, world.host('node-1'))).toEqual([]);
});
