import { never, reconcileAccessPath, TIMING } from '@twinsite/domain';
import {
  FakeAccessPathObjects,
  FakeArraySecrets,
  FakeEventSink,
  FakeNodeReports,
  ManualClock,
} from '@twinsite/domain/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { XmsArrayDirectory } from '../../src/index.js';
import { expectOk } from '../transport/an-array.js';
import { anArrayToSetUp, type ArrayToSetUp } from './an-array-to-set-up.js';
import { aNode, createdVolume } from './on-simulator.js';

const key = { namespace: 'storage', name: 'ap' };

let at: ArrayToSetUp;
let clock: ManualClock;

beforeEach(async () => {
  at = await anArrayToSetUp();
  clock = new ManualClock();
});

afterEach(async () => {
  const violations = at.simulator.violations();
  await at.close();
  expect(violations).toEqual([]);
});

interface Edit {
  readonly name?: string;
  readonly gateway?: string;
  readonly vips?: readonly unknown[];
}

function controller(clusterId: string, arrays: XmsArrayDirectory) {
  const [objects, secrets] = [new FakeAccessPathObjects(), new FakeArraySecrets()];
  const [reports, events] = [new FakeNodeReports(), new FakeEventSink()];
  secrets.put({ namespace: 'storage', name: 'sds' }, { user: 'admin', password: 'admin' });
  const deps = { clusterId, objects, secrets, secretNamespaces: [], arrays, reports, events, clock };
  const pass = reconcileAccessPath(deps);
  const apply = ({ name = 'made', gateway = 'gw-a,gw-b', vips = [] }: Edit = {}): void => {
    const servers = at.simulator.xmsServers();
    const cluster_info = { xmsServers: servers, secret_name: 'sds', secret_namespace: 'storage' };
    objects.apply(key, { spec: { name, cluster_info, gateway, vip_group: { vips } } });
  };
  const settle = async (): Promise<void> => {
    while ((await pass(key, never)).again === 0);
  };
  const status = async () => expectOk(await objects.read(key))?.status;
  return { objects, reports, pass, apply, settle, status };
}

const path = async (name = 'made') => expectOk(await at.array.accessPathSetup.read(name, never));
const gateways = async () => (await path())?.targets.map(({ gateway }) => gateway).sort();

test('an AccessPath is made on XMS, a gateway of it is replaced under a session, and its deletion leaves nothing', async () => {
  const { objects, reports, pass, apply, settle, status } = controller('cluster-a', at.directory);
  apply({ vips: [{ vip: '10.7.9.1', mask: 32, default_gateway: 'gw-b' }] });
  await settle();
  expect(await status()).toMatchObject({ role: 'manager', vips: [{ state: 'Active', holder: 'gw-b' }] });
  expect((await status())?.conditions[0]).toMatchObject({ type: 'Ready', status: 'True' });
  apply();
  for (let passes = 0; passes < 3; passes += 1) await settle();
  expect(await path()).toMatchObject({ vips: [], mark: { cluster: 'cluster-a', origin: 'created' } });
  const subject = await at.subject();
  const accessPath = expectOk(await at.array.accessPaths.find('made', never));
  const request = { volume: await createdVolume(at.array, 'pvc-1'), node: aNode('node-1'), accessPath };
  expectOk(await at.array.lunAccess.grant(request, never));
  subject.logIn(request.node.iqn, 'gw-a');
  apply({ gateway: 'gw-c,gw-b' });
  for (let passes = 0; passes < 3; passes += 1) await settle();
  expect(await gateways()).toEqual(['gw-a', 'gw-b', 'gw-c']);
  subject.logOut(request.node.iqn, 'gw-a');
  expectOk(await reports.write({ node: 'node-1', bootId: 'b', observedAt: clock.now(), paths: [] }));
  await settle();
  expect(await gateways()).toEqual(['gw-b', 'gw-c']);
  objects.remove(key);
  await settle();
  expect((await status())?.conditions[0]).toMatchObject({ reason: 'AccessPathInUse' });
  expectOk(await at.array.lunAccess.revoke(request.volume, request.node, never));
  expect((await pass(key, never)).again).toBe(0);
  await settle();
  expect(await path()).toBeUndefined();
  expect(expectOk(await objects.read(key))).toBeUndefined();
});

test('an observer sends XMS nothing but questions, and a pass at rest costs few of them', async () => {
  const [a, b] = [controller('cluster-a', at.directory), controller('cluster-b', at.anotherDirectory())];
  a.apply();
  await a.settle();
  at.requests();
  await a.settle();
  const resting = at.requests();
  expect(resting.filter((operation) => !operation.startsWith('GET '))).toEqual([]);
  expect(resting.length).toBeLessThanOrEqual(5);
  b.apply({ gateway: 'gw-c' });
  await b.settle();
  clock.advance(2 * TIMING.holdMs);
  await b.settle();
  b.objects.remove(key);
  await b.settle();
  expect(at.requests().filter((operation) => !operation.startsWith('GET '))).toEqual([]);
  expect(expectOk(await b.objects.read(key))).toBeUndefined();
  expect(await gateways()).toEqual(['gw-a', 'gw-b']);
});

test('a path that XMS has already keeps its description, is marked, and outlives its object', async () => {
  const { objects, apply, settle, status } = controller('cluster-a', at.directory);
  apply({ name: 'ap-k8s' });
  await settle();
  clock.advance(TIMING.holdMs);
  await settle();
  expect(await status()).toMatchObject({ role: 'manager' });
  expect(await path('ap-k8s')).toMatchObject({ mark: { cluster: 'cluster-a', origin: 'adopted' } });
  objects.remove(key);
  await settle();
  expect(await path('ap-k8s')).toMatchObject({ mark: undefined });
  expect(expectOk(await objects.read(key))).toBeUndefined();
});
