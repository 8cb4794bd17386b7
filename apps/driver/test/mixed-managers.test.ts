import { DEFAULT_IDENTITY_RULE, ok, siteMapOf, type AccessPathStatus } from '@twinsite/domain';
import { anAccessPathSpec, FakeAccessPathObjects, FakeArraySecrets } from '@twinsite/domain/testing';
import type { ArrayList } from '@twinsite/xms-adapter';
import { expect, test } from 'vitest';
import { listArrays } from '../src/kubernetes/list-arrays.js';

const SECRET = { namespace: 'kube-system', name: 'sds-secret' };
const key = (name: string) => ({ namespace: 'kube-system', name });
const FENCE = { removalDrains: false, waitMs: 1 };
const TRAITS = { siteMap: siteMapOf(new Map()), identityRule: DEFAULT_IDENTITY_RULE, fence: FENCE };

const specOf = (xmsServers: string) => ({
  ...anAccessPathSpec(),
  cluster_info: { xmsServers, secret_name: SECRET.name, secret_namespace: SECRET.namespace },
});

/** Status that an AccessPath has when its managers have once said that they are of two arrays. */
const toldOnce = (observedGeneration: number): AccessPathStatus => ({
  ...{ observedGeneration: 0, role: undefined, manager: undefined, managerSince: undefined },
  ...{ takenOverFrom: undefined, iqn: undefined, gateways: [], vips: [] },
  conditions: [
    {
      ...{ type: 'Ready', status: 'False', reason: 'ManagersOfSeveralArrays', message: '' },
      ...{ observedGeneration, since: 0 },
    },
  ],
});

/** A driver that has just started: two arrays of one password, an AccessPath that names managers of both, array A dark. */
async function restarted(observedGeneration: number) {
  const objects = new FakeAccessPathObjects();
  const secrets = new FakeArraySecrets(objects.faults);
  secrets.put(SECRET, { user: 'admin', password: 'of-both' });
  objects.apply(key('a'), { spec: specOf('10.1.0.1,10.1.0.2') });
  objects.apply(key('mixed'), { spec: specOf('10.1.0.2,10.2.0.1') });
  objects.apply(key('b'), { spec: specOf('10.2.0.1,10.2.0.2') });
  const setStatus = async (status: AccessPathStatus) => {
    const mixed = await objects.read(key('mixed'));
    if (mixed.ok && mixed.value !== undefined) await objects.writeStatus(mixed.value, status);
  };
  await setStatus(toldOnce(observedGeneration));
  const said = new Map([
    ['10.2.0.1:8056', 'array-b'],
    ['10.2.0.2:8056', 'array-b'],
  ]);
  const lists: ArrayList[] = [];
  const replace = (list: ArrayList) => {
    lists.push(list);
    return ok(undefined);
  };
  const pass = listArrays({
    ...{ objects, secrets, secretNamespaces: [], configured: [], traits: TRAITS, replace },
    identify: () => Promise.resolve(said),
  });
  const look = async () => {
    await pass(AbortSignal.timeout(1000));
    return lists.at(-1)?.arrays.map(({ managers }) => managers);
  };
  return { look, said, setStatus };
}

const A = ['http://10.1.0.1:8056', 'http://10.1.0.2:8056'];
const B = ['http://10.2.0.1:8056', 'http://10.2.0.2:8056'];

test('managers that have once been told apart join no arrays while some of them are dark after a restart', async () => {
  const { look, setStatus } = await restarted(1);
  expect(await look()).toEqual([A, B]);
  await setStatus(toldOnce(0));
  expect(await look(), 'also when the status has been lost meanwhile').toEqual([A, B]);
});

test('all of them saying the same joins them again', async () => {
  const { look, said } = await restarted(1);
  for (const host of ['10.1.0.1', '10.1.0.2']) said.set(`${host}:8056`, 'array-b');
  expect(await look()).toHaveLength(1);
});

test('an AccessPath that has been edited since is judged anew', async () => {
  const { look } = await restarted(0);
  expect(await look()).toHaveLength(1);
});
