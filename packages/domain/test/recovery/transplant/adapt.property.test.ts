import {
  adaptObject,
  canonicalJson,
  cleanObject,
  isWorkload,
  type Adaptation,
  type ClusterObject,
} from '@twinsite/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyObject, claims, volumes, workloads } from './generated-objects.js';

const mapping: Adaptation = {
  group: 'shop',
  namespaces: new Map([['shop', 'shop-b']]),
  storageClasses: new Map([['fast', 'fast-b']]),
  workloads: 'standby',
};
const adapted = (object: ClusterObject, change: Partial<Adaptation> = {}) =>
  adaptObject(cleanObject(object), { ...mapping, ...change });
const specOf = (object: ClusterObject) => object['spec'] as Readonly<Record<string, unknown>>;

test('what drctl makes says for which group, and adapting again changes nothing', () => {
  const same: Adaptation = { group: 'shop', workloads: 'standby' };
  fc.assert(
    fc.property(anyObject, (object) => {
      const once = adaptObject(cleanObject(object), same);
      expect(once.metadata.labels?.['dr.xsky.io/group']).toBe('shop');
      expect(canonicalJson(adaptObject(once, same))).toBe(canonicalJson(once));
    }),
  );
});

test('no workload starts anything on a standby, and each says how it runs', () => {
  fc.assert(
    fc.property(workloads, (object) => {
      const standing = adapted(object);
      expect(isWorkload(object)).toBe(true);
      expect(makesPods(standing)).toBe(false);
      const { replicas } = specOf(object) as { readonly replicas?: number };
      if (['Deployment', 'StatefulSet'].includes(object.kind))
        expect(standing.metadata.annotations?.['dr.xsky.io/replicas']).toBe(String(replicas ?? 1));
    }),
  );
});

test('a workload that is to run is as it was', () => {
  fc.assert(
    fc.property(workloads, (object) => {
      const running = adapted(object, { workloads: 'running' });
      expect(running['spec']).toEqual(cleanObject(object)['spec']);
    }),
  );
});

test('a volume and its claim keep each other, in the namespace and class of the other cluster (D4, D5)', () => {
  fc.assert(
    fc.property(volumes, claims, (volume, claim) => {
      const [there, bound] = [adapted(volume), adapted(claim)];
      expect(bound.metadata.namespace).toBe('shop-b');
      const ref = specOf(there)['claimRef'] as Readonly<Record<string, unknown>> | undefined;
      if (ref !== undefined) expect(ref['namespace']).toBe('shop-b');
      expect(specOf(bound)['volumeName']).toBe(specOf(claim)['volumeName']);
      for (const one of [there, bound]) expect(specOf(one)['storageClassName']).not.toBe('fast');
    }),
  );
});

test('each of the five Secrets of a volume is looked for in its namespace there (D22)', () => {
  const names = ['controllerPublish', 'nodeStage', 'nodePublish', 'controllerExpand', 'nodeExpand'];
  fc.assert(
    fc.property(volumes, (volume) => {
      const before = specOf(volume)['csi'] as Readonly<Record<string, { namespace: string } | undefined>>;
      const after = specOf(adapted(volume))['csi'] as typeof before;
      for (const name of names.map((one) => `${one}SecretRef`)) {
        const from = before[name]?.namespace;
        expect(after[name]?.namespace).toBe(from === 'shop' ? 'shop-b' : from);
      }
      expect(after['volumeHandle']).toEqual(before['volumeHandle']);
    }),
  );
});

function makesPods(object: ClusterObject): boolean {
  const spec = specOf(object);
  switch (object.kind) {
    case 'Job':
    case 'CronJob':
      return spec['suspend'] !== true;
    case 'Pod':
      return !JSON.stringify(spec['schedulingGates']).includes('dr.xsky.io/standby');
    case 'DaemonSet':
      return !JSON.stringify(spec['template']).includes('"dr.xsky.io/standby":"never"');
    default:
      return spec['replicas'] !== 0;
  }
}
