import { join } from 'node:path';
import {
  KnownTargets,
  never,
  ok,
  reconcileNode,
  rememberingSessions,
  VolumeClaims,
  type AccessPathObject,
  type ArrayAccessPath,
  type Problem,
  type ReconcileReport,
  type Result,
  type StorageArray,
} from '@twinsite/domain';
import { clockOf, systemSimClock } from '@twinsite/linux-host/testing';
import { createArrayDirectory } from '@twinsite/xms-adapter';
import { twoSites } from '@twinsite/xms-adapter/simulator';
import { expect, onTestFinished, test } from 'vitest';
import { Application, countLost } from '../src/world/application.js';
import { TIMERS, type TwoSiteWorld } from '../src/world/two-site-world.js';
import { attach, detach, publish, stage, unpublish, unstage } from './support/lifecycle.js';
import { leftoversOf } from './support/machine.js';
import { TARGET } from './support/requests.js';
import { aController, aNode, aWorld } from './support/stand.js';

const FILE = `${TARGET}/records`;
const PATH = 'ap-k8s';

/** Two gateways per site, of which the access path has the first. */
function fourGateways(): ReturnType<typeof twoSites> {
  const { hosts, ...topology } = twoSites();
  const more = hosts.flatMap((host) => {
    const { gateway, name } = host;
    if (gateway === undefined) return [];
    const spare = { ...gateway, iqn: `${gateway.iqn}-2`, ip: gateway.ip.replace(/1$/, '3') };
    return [{ ...host, name: `${name}2`, adminIp: host.adminIp.replace(/1$/, '3'), gateway: spare }];
  });
  return { ...topology, hosts: [...hosts, ...more] };
}

function arrayOf(world: TwoSiteWorld): StorageArray {
  const directory = createArrayDirectory({ arrays: world.config('array').arrays });
  if (!directory.ok) throw new Error(directory.problem.remedy);
  onTestFinished(() => directory.value.close());
  const [array] = directory.value.listed();
  if (array === undefined) throw new Error('no array');
  return array;
}

function valueOf<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

async function pathOf(array: StorageArray): Promise<ArrayAccessPath> {
  const path = valueOf(await array.accessPathSetup.read(PATH, never));
  if (path === undefined) throw new Error('the array has no such access path');
  return path;
}

/** The status a controller would write, with one gateway on its way out. */
function objectOf({ iqn, targets }: ArrayAccessPath, leaving?: string): AccessPathObject {
  return {
    key: { namespace: 'default', name: PATH },
    uid: '1',
    generation: 1,
    createdAt: 0,
    version: '1',
    isDeleting: false,
    hasFinalizer: true,
    takeOverFrom: undefined,
    spec: { name: PATH },
    status: {
      observedGeneration: 1,
      role: 'manager',
      manager: 'cluster-1',
      managerSince: 0,
      takenOverFrom: undefined,
      iqn,
      conditions: [],
      vips: [],
      gateways: targets.map(({ gateway, site, portals, iqn: targetIqn }) => {
        const state = gateway === leaving ? 'Leaving' : 'Active';
        return { name: gateway, site, targetIqn, portals, state };
      }),
    },
  };
}

/** The reconciler of the node, with the AccessPath as it is told at each pass. */
function reconciler(world: TwoSiteWorld, name: string) {
  const host = world.host(name).adapters(join(world.directory, name));
  const known = new KnownTargets(host.targetMemory);
  const ports = { ...host, sessions: rememberingSessions(host.sessions, known), timers: TIMERS };
  let object: AccessPathObject | undefined;
  const pass = reconcileNode({
    ports,
    inventory: host.inventory,
    known,
    claims: new VolumeClaims(),
    clock: clockOf(systemSimClock),
    accessPaths: { list: () => ok(object === undefined ? [] : [object]) },
  });
  return async (seen: AccessPathObject): Promise<readonly string[]> => {
    object = seen;
    const report: ReconcileReport = valueOf(await pass(never));
    return report.actions.map(({ kind }) => kind);
  };
}

async function writesGoOn(application: Application): Promise<void> {
  const { acknowledged } = application.progress();
  const more = (): number => application.progress().acknowledged - acknowledged;
  await expect.poll(more, { timeout: 15_000 }).toBeGreaterThan(50);
}

test('every gateway of an access path is replaced in turn while a pod writes, and nothing is lost', async () => {
  const world = await aWorld({ topology: fourGateways() });
  const array = arrayOf(world);
  const { client: controller } = await aController(world);
  const { client: node } = await aNode(world, 'node-1');
  const attached = await attach(controller, node, 'pvc-1');
  await stage(node, attached);
  await publish(node, attached);
  const pass = reconciler(world, 'node-1');
  const application = new Application(world.host('node-1'), FILE);
  application.start();
  for (const [old, fresh] of [
    ['gw-a', 'gw-a2'],
    ['gw-b', 'gw-b2'],
  ] as const) {
    await writesGoOn(application);
    valueOf(await array.accessPathSetup.addGateway(await pathOf(array), fresh, never));
    expect(await pass(objectOf(await pathOf(array)))).toEqual(['portal-learnt', 'path-added']);
    await writesGoOn(application);
    expect(await pass(objectOf(await pathOf(array), old))).toEqual(['portal-left']);
    valueOf(await array.accessPathSetup.removeGateway(await pathOf(array), old, never));
    expect(await pass(objectOf(await pathOf(array)))).toEqual([]);
    await writesGoOn(application);
  }
  const portals = world
    .host('node-1')
    .pathStates()
    .map(({ portal }) => portal);
  expect(portals).toEqual(['10.7.1.3:3260', '10.7.2.3:3260']);
  const acknowledged = await application.stop();
  expect(application.progress().worstStallMs).toBeLessThan(2000);
  await unpublish(node, attached);
  await unstage(node, attached);
  expect(await leftoversOf(world, world.host('node-1'))).toEqual([]);
  const { client: later } = await aController(world, 'controller-2');
  await detach(later, attached);
  const { client: reader } = await aNode(world, 'node-2');
  const again = await attach(later, reader, 'pvc-1');
  await stage(reader, again);
  await publish(reader, again);
  expect(await countLost(world.host('node-2'), FILE, acknowledged)).toBe(0);
  await unpublish(reader, again);
  await unstage(reader, again);
  await detach(later, again);
});
