import { formatRef, never, readRecoverySet, refOf } from '@twinsite/domain';
import { expectOk } from '@twinsite/domain/testing';
import { expect, test } from 'vitest';
import { named, read } from './read.js';
import { aShop, inShop, RUNNING, SHOP } from './shop.js';

test('a namespace group is everything in it and what that needs outside, and nothing that a cluster makes itself', async () => {
  expect(named(await read())).toEqual([
    'namespace: Namespace shop',
    'definition: CustomResourceDefinition.apiextensions.k8s.io backups.example.test',
    'class: PriorityClass.scheduling.k8s.io high',
    'class: StorageClass.storage.k8s.io my-sc',
    'access-path: AccessPath.sds.xsky.com vendor/my-ap',
    'volume: PersistentVolume pv-1',
    'volume: PersistentVolume pv-2',
    'config: ClusterRole.rbac.authorization.k8s.io reader',
    'config: ClusterRoleBinding.rbac.authorization.k8s.io db-reads',
    'config: ConfigMap vendor/csi-iscsi-vid-pv-1',
    'config: Secret shop/login',
    'config: Secret shop/registry',
    'config: Secret vendor/array',
    'config: Secret vendor/stage',
    'config: ServiceAccount shop/db',
    'config: ServiceAccount shop/default',
    'claim: PersistentVolumeClaim shop/data-db-0',
    'claim: PersistentVolumeClaim shop/of-nightly',
    'network: Service shop/db',
    'workload: Backup.example.test shop/nightly',
    'workload: StatefulSet.apps shop/db',
  ]);
});

test('a claim is carried whoever owns it: what makes it again makes it empty', async () => {
  for (const claim of ['data-db-0', 'of-nightly'])
    expect(named(await read())).toContain(`claim: PersistentVolumeClaim shop/${claim}`);
});

test('what is missing is told with who needs it: Secrets of a class’s templates and of all five references (D22)', async () => {
  const { gaps } = await read();
  expect(gaps.map(({ from, to, reason }) => `${formatRef(from)} needs ${formatRef(to)}: ${reason}`)).toEqual([
    'PersistentVolume pv-1 needs Secret vendor/expand: spec.csi.controllerExpandSecretRef: there is no such object',
    'PersistentVolumeClaim shop/data-db-0 needs Secret shop/data-db-0-secret: parameters[csi.storage.k8s.io/provisioner-secret-name]: there is no such object',
  ]);
});

test('a selector takes the pod’s topmost controller and what it needs, not the rest of the namespace', async () => {
  const set = await read({ ...SHOP, pods: ['db-0'] });
  expect(named(set)).toContain('workload: StatefulSet.apps shop/db');
  expect(named(set)).toContain('volume: PersistentVolume pv-1');
  expect(named(set)).not.toContain('workload: Backup.example.test shop/nightly');
  expect(named(set)).not.toContain('workload: Pod shop/db-0');
});

test('each object has a reason', async () => {
  const { objects, edges } = await read();
  const reached = new Set(edges.map(({ to }) => formatRef(to)));
  expect(objects.filter(({ object }) => !reached.has(formatRef(refOf(object))))).toEqual([]);
});

test('a kind that may not be listed ends it: what was not read could be missed', async () => {
  const cluster = aShop();
  cluster.denied.add('secrets');
  const set = await readRecoverySet(cluster, { cluster: 'site-a', group: SHOP, driverNamespaces: [] }, never);
  expect(set).toMatchObject({ ok: false, problem: { kind: 'kubernetes-denied' } });
});

test('a bare pod as it runs lacks nothing: its account is carried, and what each cluster makes is no gap', async () => {
  const cluster = aShop();
  cluster.put(inShop('v1', 'Pod', 'article', { spec: RUNNING, status: { phase: 'Running' } }));
  const set = await read({ ...SHOP, pods: ['article'] }, cluster);
  expect(named(set)).toContain('workload: Pod shop/article');
  expect(named(set)).toContain('config: ServiceAccount shop/default');
  expect(set.gaps).toEqual([]);
});

test('what binds an account comes with it when a selector takes one pod: by its name, and by its namespace', async () => {
  const cluster = aShop();
  const bind = (name: string, subject: Readonly<Record<string, string>>) =>
    inShop('rbac.authorization.k8s.io/v1', 'RoleBinding', name, {
      roleRef: { kind: 'Role', name: 'writer' },
      subjects: [subject],
    });
  cluster.put(
    inShop('rbac.authorization.k8s.io/v1', 'Role', 'writer'),
    bind('by-name', { kind: 'ServiceAccount', name: 'db', namespace: 'shop' }),
    bind('by-namespace', { kind: 'Group', name: 'system:serviceaccounts:shop' }),
    bind('of-another', { kind: 'ServiceAccount', name: 'web', namespace: 'shop' }),
  );
  const rbac = named(await read({ ...SHOP, pods: ['db-0'] }, cluster)).filter((name) =>
    name.includes('Role'),
  );
  expect(rbac).toEqual([
    'config: ClusterRole.rbac.authorization.k8s.io reader',
    'config: ClusterRoleBinding.rbac.authorization.k8s.io db-reads',
    'config: Role.rbac.authorization.k8s.io shop/writer',
    'config: RoleBinding.rbac.authorization.k8s.io shop/by-name',
    'config: RoleBinding.rbac.authorization.k8s.io shop/by-namespace',
  ]);
});

test('volumes and their ConfigMaps are read by lists: more of them are no more calls', async () => {
  const callsFor = async (count: number): Promise<number> => {
    const cluster = aShop();
    let calls = 0;
    for (let index = 0; index < count; index += 1)
      cluster.put(
        inShop('v1', 'PersistentVolumeClaim', `c-${index}`, { spec: { volumeName: `v-${index}` } }),
        { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: `v-${index}` }, spec: {} },
      );
    const counted =
      <Args extends readonly unknown[], T>(call: (...args: Args) => T) =>
      (...args: Args): T => {
        calls += 1;
        return call(...args);
      };
    const counting = {
      kinds: counted(() => cluster.kinds()),
      list: counted(cluster.list.bind(cluster)),
      get: counted(cluster.get.bind(cluster)),
    };
    const order = { cluster: 'site-a', group: SHOP, driverNamespaces: ['vendor'] };
    expectOk(await readRecoverySet(counting, order, never), 'read');
    return calls;
  };
  expect(await callsFor(50)).toBe(await callsFor(1));
});
