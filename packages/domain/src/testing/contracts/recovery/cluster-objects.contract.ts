import type { ClusterObject } from '../../../recovery/objects/cluster-object.js';
import type { ObjectKind } from '../../../recovery/objects/object-kind.js';
import type { ClusterObjects } from '../../../recovery/ports/cluster-objects.port.js';
import { never } from '../../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectProblem, expectTrue } from '../../check.js';
import type { ContractCase } from '../../contract.js';

export interface ClusterObjectsSubject {
  readonly objects: ClusterObjects;
  /** There is one. */
  readonly namespace: string;
  /** Never given before. */
  readonly freshName: () => string;
}

const OURS = { manager: 'drctl', force: false, dryRun: false } as const;

export const clusterObjectsContract: readonly ContractCase<ClusterObjectsSubject>[] = [
  {
    name: 'every kind is told once, with its group, its verbs and whether it has a namespace, and no subresource',
    run: async ({ objects }) => {
      const kinds = expectOk(await objects.kinds(never), 'kinds');
      const names = kinds.map(({ group, kind }) => `${kind}.${group}`);
      expectEqual(names.length, new Set(names).size, 'kinds told once');
      const [config, volume] = ['ConfigMap', 'PersistentVolume'].map((kind) =>
        kinds.find((one) => one.kind === kind),
      );
      expectEqual([config?.namespaced, volume?.namespaced], [true, false], 'namespaced');
      expectTrue(config?.verbs.includes('list') === true, 'verbs of ConfigMaps');
      expectEqual(kinds.filter(({ plural }) => plural.includes('/')).length, 0, 'subresources');
    },
  },
  {
    name: 'what is applied is made and read back, and applying it again writes nothing',
    run: async (subject) => {
      const { kind, object } = await aConfigMap(subject, { a: '1' });
      const made = expectOk(await subject.objects.apply(kind, object, OURS, never), 'apply');
      const again = expectOk(await subject.objects.apply(kind, object, OURS, never), 'apply again');
      expectEqual(again.metadata.resourceVersion, made.metadata.resourceVersion, 'version');
      const found = expectOk(await subject.objects.get(kind, object.metadata, never), 'get');
      expectEqual(
        [found?.apiVersion, found?.kind, found?.['data']],
        ['v1', 'ConfigMap', { a: '1' }],
        'object',
      );
    },
  },
  {
    name: 'a field that is no longer applied goes',
    run: async (subject) => {
      const { kind, object } = await aConfigMap(subject, { a: '1', b: '2' });
      expectOk(await subject.objects.apply(kind, object, OURS, never), 'apply');
      const less = { ...object, data: { a: '1' } };
      expectEqual(
        expectOk(await subject.objects.apply(kind, less, OURS, never), 'less')['data'],
        { a: '1' },
        'data',
      );
    },
  },
  {
    name: 'a dry run answers what would be and keeps nothing',
    run: async (subject) => {
      const { kind, object } = await aConfigMap(subject, { a: '1' });
      const dry = { ...OURS, dryRun: true };
      expectEqual(
        expectOk(await subject.objects.apply(kind, object, dry, never), 'dry')['data'],
        { a: '1' },
        'data',
      );
      expectEqual(
        expectOk(await subject.objects.get(kind, object.metadata, never), 'get'),
        undefined,
        'object',
      );
    },
  },
  {
    name: 'a field of another manager is a conflict, unless it is taken by force',
    run: async (subject) => {
      const { kind, object } = await aConfigMap(subject, { a: '1' });
      expectOk(await subject.objects.apply(kind, object, { ...OURS, manager: 'somebody' }, never), 'apply');
      const other = { ...object, data: { a: '2' } };
      expectProblem(await subject.objects.apply(kind, other, OURS, never), 'kubernetes-conflict', 'conflict');
      const forced = expectOk(
        await subject.objects.apply(kind, other, { ...OURS, force: true }, never),
        'force',
      );
      expectEqual(forced['data'], { a: '2' }, 'data');
    },
  },
  {
    name: 'an object that is made again under its name belongs to nobody of before',
    run: async (subject) => {
      const { kind, object } = await aConfigMap(subject, { a: '1' });
      const theirs = { ...OURS, manager: 'somebody' };
      const { metadata } = expectOk(await subject.objects.apply(kind, object, theirs, never), 'apply');
      const own = { namespace: subject.namespace, name: metadata.name, uid: metadata.uid ?? '' };
      expectOk(await subject.objects.remove(kind, own, never), 'remove');
      expectOk(await subject.objects.apply(kind, object, OURS, never), 'make again');
      const other = { ...object, data: { a: '2' } };
      const changed = expectOk(await subject.objects.apply(kind, other, OURS, never), 'change');
      expectEqual(changed['data'], { a: '2' }, 'data');
    },
  },
  {
    name: 'a list has the objects of its namespace with its labels, each with its kind',
    run: async (subject) => {
      const { kind, object } = await aConfigMap(subject, { a: '1' });
      const labelled = {
        ...object,
        metadata: { ...object.metadata, labels: { test: object.metadata.name } },
      };
      expectOk(await subject.objects.apply(kind, labelled, OURS, never), 'apply');
      const selection = { namespace: subject.namespace, labelSelector: `test=${object.metadata.name}` };
      const { items } = expectOk(await subject.objects.list(kind, selection, never), 'list');
      expectEqual(
        items.map((item) => [item.apiVersion, item.kind, item.metadata.name]),
        [['v1', 'ConfigMap', object.metadata.name]],
        'items',
      );
    },
  },
  {
    name: 'only the very object that is meant is changed or removed',
    run: async (subject) => {
      const { kind, object } = await aConfigMap(subject, { a: '1' });
      const { metadata } = expectOk(await subject.objects.apply(kind, object, OURS, never), 'apply');
      const uid = '00000000-0000-4000-8000-000000000000';
      const place = { namespace: subject.namespace, name: metadata.name };
      const change = { metadata: { uid }, data: { a: '2' } };
      const late = { metadata: { resourceVersion: '1' }, data: { a: '2' } };
      expectProblem(await subject.objects.patch(kind, place, change, never), 'kubernetes-refused', 'patch');
      expectProblem(await subject.objects.patch(kind, place, late, never), 'kubernetes-conflict', 'late');
      expectProblem(
        await subject.objects.remove(kind, { ...place, uid }, never),
        'kubernetes-conflict',
        'remove',
      );
      const own = { ...place, uid: metadata.uid ?? '' };
      for (let round = 0; round < 2; round += 1)
        expectOk(await subject.objects.remove(kind, own, never), 'remove');
      expectEqual(expectOk(await subject.objects.get(kind, place, never), 'get'), undefined, 'object');
    },
  },
];

async function aConfigMap(
  { objects, namespace, freshName }: ClusterObjectsSubject,
  data: Readonly<Record<string, string>>,
): Promise<{ readonly kind: ObjectKind; readonly object: ClusterObject }> {
  const kind = expectOk(await objects.kinds(never), 'kinds').find((one) => one.kind === 'ConfigMap');
  if (kind === undefined) throw new Error('the server has ConfigMaps');
  const metadata = { namespace, name: freshName() };
  return { kind, object: { apiVersion: 'v1', kind: 'ConfigMap', metadata, data } };
}
