import { never } from '@twinsite/domain';
import {
  expectEqual,
  expectOk,
  expectProblem,
  expectTrue,
  type ContractCase,
} from '@twinsite/domain/testing';
import type { KubeClient } from '../client/kube-client.js';
import type { KubeObject } from '../client/kube-object.js';
import { accessPaths, configMaps } from '../client/resources.js';

export interface KubeClientSubject {
  readonly client: KubeClient;
  /** There is one. */
  readonly namespace: string;
  /** Never given before. */
  readonly freshName: () => string;
}

/** What the client promises of any API server; the AccessPath definition has to be there. */
export const kubeClientContract: readonly ContractCase<KubeClientSubject>[] = [
  {
    name: 'an object that is not there reads as undefined',
    run: async ({ client, namespace, freshName }) => {
      const found = await client.get(configMaps, { namespace, name: freshName() }, never);
      expectEqual(expectOk(found, 'get'), undefined, 'object');
    },
  },
  {
    name: 'what is created is read back with a version and a uid',
    run: async (subject) => {
      const made = await aConfigMap(subject, { key: 'one' });
      const { name } = made.metadata;
      const found = await subject.client.get(configMaps, { namespace: subject.namespace, name }, never);
      expectEqual(expectOk(found, 'get')?.['data'], { key: 'one' }, 'data');
      expectTrue(
        made.metadata.uid !== undefined && made.metadata.resourceVersion !== undefined,
        'identified',
      );
    },
  },
  {
    name: 'a name that is taken is a conflict',
    run: async (subject) => {
      const { name } = (await aConfigMap(subject)).metadata;
      const again = { metadata: { namespace: subject.namespace, name } };
      const problem = await subject.client.create(configMaps, again, never);
      expectProblem(problem, 'kubernetes-conflict', 'create');
    },
  },
  {
    name: 'a replacement of an old version is a conflict and changes nothing',
    run: async (subject) => {
      const { client } = subject;
      const first = await aConfigMap(subject, { key: 'one' });
      const second = await client.replace(configMaps, { ...first, data: { key: 'two' } }, never);
      expectOk(second, 'first replacement');
      const late = await client.replace(configMaps, { ...first, data: { key: 'late' } }, never);
      expectProblem(late, 'kubernetes-conflict', 'late replacement');
      const { name } = first.metadata;
      const found = await client.get(configMaps, { namespace: subject.namespace, name }, never);
      expectEqual(expectOk(found, 'get')?.['data'], { key: 'two' }, 'data');
    },
  },
  {
    name: 'a replacement by the same does not make a new version',
    run: async (subject) => {
      const made = await aConfigMap(subject, { key: 'one' });
      const again = expectOk(await subject.client.replace(configMaps, made, never), 'replace');
      expectEqual(again.metadata.resourceVersion, made.metadata.resourceVersion, 'version');
    },
  },
  {
    name: 'a merge patch changes what it names and takes away what is null',
    run: async (subject) => {
      const { name } = (await aConfigMap(subject, { a: '1', b: '2' })).metadata;
      const patch = { kind: 'merge', patch: { data: { a: null, c: '3' } } } as const;
      const place = { namespace: subject.namespace, name };
      const patched = expectOk(await subject.client.patch(configMaps, place, patch, never), 'patch');
      expectEqual(patched['data'], { b: '2', c: '3' }, 'data');
    },
  },
  {
    name: 'a patch of what is not there is refused with 404',
    run: async ({ client, namespace, freshName }) => {
      const patch = { kind: 'merge', patch: { data: {} } } as const;
      const refused = await client.patch(configMaps, { namespace, name: freshName() }, patch, never);
      const problem = expectProblem(refused, 'kubernetes-refused', 'patch');
      expectEqual(problem.kind === 'kubernetes-refused' && problem.status, 404, 'status');
    },
  },
  {
    name: 'what a patch has changed is not changed back by an apply, unless by force',
    run: async ({ client, namespace, freshName }) => {
      const place = { namespace, name: freshName() };
      const apply = (key: string, force: boolean): ReturnType<KubeClient['patch']> => {
        const how = { kind: 'apply', manager: 'twinsite-test', force, wanted: { data: { key } } } as const;
        return client.patch(configMaps, place, how, never);
      };
      expectOk(await apply('one', false), 'first');
      expectOk(
        await client.patch(configMaps, place, { kind: 'merge', patch: { data: { key: 'two' } } }, never),
        'patch',
      );
      expectOk(await apply('two', false), 'the same');
      expectProblem(await apply('three', false), 'kubernetes-conflict', 'another');
      expectEqual(expectOk(await apply('three', true), 'by force')['data'], { key: 'three' }, 'data');
      expectEqual(expectOk(await apply('four', false), 'owned')['data'], { key: 'four' }, 'data');
    },
  },
  {
    name: 'server-side apply makes the object, and takes away what it no longer names',
    run: async ({ client, namespace, freshName }) => {
      const place = { namespace, name: freshName() };
      const apply = (data: Record<string, string>): ReturnType<KubeClient['patch']> =>
        client.patch(configMaps, place, { kind: 'apply', manager: 'twinsite-test', wanted: { data } }, never);
      expectOk(await apply({ a: '1', b: '2' }), 'first');
      expectEqual(expectOk(await apply({ b: '3' }), 'second')['data'], { b: '3' }, 'data');
    },
  },
  {
    name: 'deletion of what is gone is a success, of another object of the name a conflict',
    run: async (subject) => {
      const { client, namespace } = subject;
      const { name } = (await aConfigMap(subject)).metadata;
      const other = { namespace, name, uid: '00000000-0000-0000-0000-000000000000' };
      expectProblem(await client.delete(configMaps, other, never), 'kubernetes-conflict', 'other uid');
      expectOk(await client.delete(configMaps, { namespace, name }, never), 'first');
      expectOk(await client.delete(configMaps, { namespace, name }, never), 'again');
    },
  },
  {
    name: 'a list holds what matches the labels, in all namespaces or in one',
    run: async (subject) => {
      const { client, namespace } = subject;
      const label = subject.freshName();
      const { name } = (await aConfigMap(subject, {}, { 'twinsite/test': label })).metadata;
      await aConfigMap(subject);
      for (const scope of [{}, { namespace }]) {
        const selection = { ...scope, labelSelector: `twinsite/test=${label}` };
        const { items } = expectOk(await client.list(configMaps, selection, never), 'list');
        expectEqual(
          items.map(({ metadata }) => metadata.name),
          [name],
          'names',
        );
      }
    },
  },
  {
    name: 'the status has its own path and makes no new generation; the spec does',
    run: async (subject) => {
      const { client } = subject;
      const made = await anAccessPath(subject);
      const status = { observedGeneration: 1, role: 'manager' };
      const told = expectOk(
        await client.replace(accessPaths, { ...made, status }, never, 'status'),
        'status',
      );
      expectEqual([told.metadata.generation, told['status']], [1, status], 'after the status');
      const other = { ...told, spec: { ...(made['spec'] as object), gateway: 'gw-b' }, status: {} };
      const changed = expectOk(await client.replace(accessPaths, other, never), 'spec');
      expectEqual([changed.metadata.generation, changed['status']], [2, status], 'after the spec');
    },
  },
  {
    name: 'an object with a finalizer goes when the finalizer has gone',
    run: async (subject) => {
      const { client, namespace } = subject;
      const { name } = (await anAccessPath(subject, ['sds.xsky.com/test'])).metadata;
      const place = { namespace, name };
      expectOk(await client.delete(accessPaths, place, never), 'delete');
      const marked = expectOk(await client.get(accessPaths, place, never), 'get');
      expectTrue(marked?.metadata.deletionTimestamp !== undefined, 'marked');
      const patch = { kind: 'merge', patch: { metadata: { finalizers: [] } } } as const;
      expectOk(await client.patch(accessPaths, place, patch, never), 'take the finalizer off');
      expectEqual(expectOk(await client.get(accessPaths, place, never), 'get'), undefined, 'object');
    },
  },
];

async function aConfigMap(
  { client, namespace, freshName }: KubeClientSubject,
  data: Readonly<Record<string, string>> = {},
  labels: Readonly<Record<string, string>> = {},
): Promise<KubeObject> {
  const object = { metadata: { namespace, name: freshName(), labels }, data };
  return expectOk(await client.create(configMaps, object, never), 'create');
}

async function anAccessPath(
  { client, namespace, freshName }: KubeClientSubject,
  finalizers: readonly string[] = [],
): Promise<KubeObject> {
  const cluster_info = { xmsServers: '192.0.2.1', secret_name: 'none', secret_namespace: namespace };
  const spec = { name: 'ap-test', cluster_info, gateway: 'gw-a' };
  const object = { metadata: { namespace, name: freshName(), finalizers }, spec };
  return expectOk(await client.create(accessPaths, object, never), 'create');
}
