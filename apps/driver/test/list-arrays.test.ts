import {
  DEFAULT_IDENTITY_RULE,
  failed,
  ok,
  siteMapOf,
  type ArraySecrets,
  type ObjectKey,
  type Problem,
  type Result,
} from '@twinsite/domain';
import {
  anAccessPathSpec,
  FakeAccessPathObjects,
  FakeArraySecrets,
  noKubernetesFaults,
} from '@twinsite/domain/testing';
import type { ArrayList, ListedArray } from '@twinsite/xms-adapter';
import { expect, test } from 'vitest';
import { listArrays } from '../src/kubernetes/list-arrays.js';

const KEY = { namespace: 'kube-system', name: 'stretched' };
const SECRET = { namespace: 'kube-system', name: 'sds-secret' };
const ELSEWHERE = { namespace: 'default', name: 'stretched' };
const TRAITS = {
  siteMap: siteMapOf(new Map()),
  identityRule: DEFAULT_IDENTITY_RULE,
  fence: { removalDrains: false, waitMs: 1 },
};
const CONFIGURED: ListedArray = {
  ...TRAITS,
  name: 'array-1',
  managers: ['10.9.0.1'],
  credentials: { kind: 'token', token: 't' },
};

const identify = () => Promise.resolve(new Map<string, string>());

function aDriver(configured: readonly ListedArray[] = [], secretNamespaces: readonly string[] = []) {
  const faults = noKubernetesFaults();
  const [objects, secrets] = [new FakeAccessPathObjects(faults), new FakeArraySecrets(faults)];
  const reads: ObjectKey[] = [];
  const observed: ArraySecrets = {
    read: (key) => {
      reads.push(key);
      return secrets.read(key);
    },
  };
  const lists: ArrayList[] = [];
  const replace = (list: ArrayList) => {
    lists.push(list);
    return ok(undefined);
  };
  const pass = listArrays({
    objects,
    secrets: observed,
    identify,
    secretNamespaces,
    configured,
    traits: TRAITS,
    replace,
  });
  const look = async (): Promise<readonly ListedArray[]> => {
    await pass(AbortSignal.timeout(1000));
    return lists.at(-1)?.arrays ?? [];
  };
  return { faults, objects, secrets, reads, lists, pass, look };
}

const password = (value: string) => ({ user: 'admin', password: value });

test('an AccessPath and its Secret are an array; a new password replaces the old one', async () => {
  const { objects, secrets, look } = aDriver([CONFIGURED]);
  objects.apply(KEY, { spec: anAccessPathSpec() });
  secrets.put(SECRET, password('first'));
  const [first, second] = await look();
  expect(first).toBe(CONFIGURED);
  expect(second?.managers).toEqual(['http://10.7.0.1:8056', 'http://10.7.0.2:8056']);
  expect(second?.credentials).toEqual({ kind: 'password', ...password('first') });
  secrets.put(SECRET, password('second'));
  expect((await look())[1]?.credentials).toMatchObject({ password: 'second' });
});

test('before the AccessPaths have been listed the list is not touched', async () => {
  const { faults, lists, pass } = aDriver([CONFIGURED]);
  faults.unsynced = true;
  expect(await pass(AbortSignal.timeout(1000))).toMatchObject({ problem: { kind: 'kubernetes-unsynced' } });
  expect(lists).toEqual([]);
});

test('a Secret that is not there leaves an array that cannot be asked, and says what is missing where', async () => {
  const { objects, look } = aDriver();
  objects.apply(KEY, { spec: anAccessPathSpec() });
  const [array] = await look();
  expect(array?.credentials).toMatchObject({ kind: 'missing' });
  expect(JSON.stringify(array?.credentials)).toMatch(
    /kube-system\/sds-secret .*AccessPath kube-system\/stretched/,
  );
});

test('an API server that is down takes no credentials away that were read before', async () => {
  const { faults, objects, secrets, look } = aDriver();
  objects.apply(KEY, { spec: anAccessPathSpec() });
  secrets.put(SECRET, password('first'));
  await look();
  faults.down = true;
  for (let round = 0; round < 2; round += 1) {
    expect((await look())[0]?.credentials).toEqual({ kind: 'password', ...password('first') });
  }
});

test('a spec that is wrong elsewhere still lists its array, and one without cluster_info one that cannot be asked', async () => {
  const { objects, secrets, look } = aDriver();
  secrets.put(SECRET, password('first'));
  objects.apply(KEY, { spec: { ...anAccessPathSpec(), gateway: 7 } });
  objects.apply({ ...KEY, name: 'broken' }, { spec: { name: 'x' } });
  const arrays = await look();
  expect(arrays.map(({ credentials }) => credentials.kind)).toEqual(['password', 'missing']);
});

test('a list that contradicts itself is a problem, told and not taken', async () => {
  const { objects, secrets } = aDriver();
  const refusal: Result<never, Extract<Problem, { kind: 'invalid-request' }>> = failed({
    kind: 'invalid-request',
    field: 'arrays',
    remedy: 'x',
  });
  const replace = () => refusal;
  const secretNamespaces: readonly string[] = [];
  const pass = listArrays({
    ...{ objects, secrets, secretNamespaces, identify, replace },
    configured: [],
    traits: TRAITS,
  });
  expect(await pass(AbortSignal.timeout(1000))).toEqual(refusal);
});

test('a Secret of a namespace that is not listed is not even read, and its array cannot be asked', async () => {
  const { objects, secrets, reads, look } = aDriver([], ['storage']);
  objects.apply(ELSEWHERE, { spec: anAccessPathSpec() });
  secrets.put(SECRET, { ...password('first'), xmsServers: '10.7.0.1,10.7.0.2' });
  const [array, ...others] = await look();
  expect(others).toEqual([]);
  expect(array).toMatchObject({ managers: [], credentials: { kind: 'missing' } });
  expect(array?.otherManagers).toEqual(['http://10.7.0.1:8056', 'http://10.7.0.2:8056']);
  expect(JSON.stringify(array?.credentials)).toContain(
    'default/stretched may not use Secret kube-system/sds-secret',
  );
  expect(reads).toEqual([]);
});

test('one of a listed namespace is used for the managers that it names, and for no others', async () => {
  const { objects, secrets, look } = aDriver([], ['kube-system']);
  objects.apply(ELSEWHERE, { spec: anAccessPathSpec() });
  for (const [meant, managers] of [
    [{}, []],
    [{ xmsServers: '10.7.0.1' }, []],
    [{ xmsServers: '10.7.0.2,10.7.0.1' }, ['http://10.7.0.1:8056', 'http://10.7.0.2:8056']],
  ] as const) {
    secrets.put(SECRET, { ...password('first'), ...meant });
    expect((await look())[0]?.managers).toEqual(managers);
  }
});

test('two AccessPaths that name one Secret are judged each by itself', async () => {
  const { objects, secrets, look } = aDriver();
  objects.apply(KEY, { spec: anAccessPathSpec() });
  const cluster_info = {
    ...(anAccessPathSpec()['cluster_info'] as object),
    xmsServers: '10.66.6.6,10.7.0.1',
  };
  objects.apply(ELSEWHERE, { spec: { ...anAccessPathSpec(), cluster_info } });
  secrets.put(SECRET, password('first'));
  const [own, strange] = await look();
  expect(own?.managers).toEqual(['http://10.7.0.1:8056', 'http://10.7.0.2:8056']);
  expect(own?.otherManagers).toEqual([]);
  expect(strange).toMatchObject({ managers: [], otherManagers: ['http://10.66.6.6:8056'] });
});
