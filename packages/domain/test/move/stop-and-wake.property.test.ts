import { settledSet, stopPatch, wakePatch, type ClusterObject, type RecoverySet } from '@twinsite/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

type Json = Record<string, unknown>;

/** As an API server does it (RFC 7396). */
function patched(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result: Json =
    typeof target === 'object' && target !== null && !Array.isArray(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, name);
    else result[name] = patched(result[name], value);
  }
  return result;
}

const metadata = { name: 'it', namespace: 'shop', annotations: { 'example.com/note': 'stays' } };
const template = fc.record(
  {
    spec: fc.record(
      { nodeSelector: fc.constant({ disk: 'fast' }), containers: fc.constant([]) },
      { requiredKeys: ['containers'] },
    ),
  },
  { requiredKeys: ['spec'] },
);
const workload = fc.oneof(
  fc.record({
    apiVersion: fc.constant('apps/v1'),
    kind: fc.constantFrom('Deployment', 'StatefulSet', 'ReplicaSet'),
    metadata: fc.constant(metadata),
    spec: fc.record({ replicas: fc.integer({ min: 1, max: 9 }), template }),
  }),
  fc.record({
    apiVersion: fc.constant('batch/v1'),
    kind: fc.constantFrom('Job', 'CronJob'),
    metadata: fc.constant(metadata),
    spec: fc.record({ suspend: fc.boolean(), schedule: fc.constant('@daily') }),
  }),
  fc.record({
    apiVersion: fc.constant('apps/v1'),
    kind: fc.constant('DaemonSet'),
    metadata: fc.constant(metadata),
    spec: fc.record({ template }),
  }),
  fc.record({
    apiVersion: fc.constant('db.example.com/v1'),
    kind: fc.constant('Database'),
    metadata: fc.constant(metadata),
    spec: fc.record({ size: fc.record({ instances: fc.integer({ min: 1, max: 5 }) }) }),
  }),
) as fc.Arbitrary<ClusterObject>;

const rules = [{ group: 'db.example.com', kind: 'Database', path: 'spec.size.instances', standby: 0 }];

/** `null` is how a merge patch says that a member is gone: an empty selector stays behind, and means the same. */
const plain = (object: unknown): unknown => JSON.parse(JSON.stringify(object, (_, value: unknown) => value));

describe('a workload that is stopped and woken again', () => {
  it('is what it was, whoever has lost the memory of it', () => {
    fc.assert(
      fc.property(workload, (live) => {
        const stopping = stopPatch(live, rules);
        const stopped = patched(live, stopping ?? {}) as ClusterObject;
        expect(stopPatch(stopped, rules)).toBeUndefined();
        const woken = patched(stopped, wakePatch(stopped, live, rules) ?? {}) as ClusterObject;
        expect(plain(woken)).toEqual(plain(live));
        expect(wakePatch(woken, live, rules)).toBeUndefined();
      }),
    );
  });
});

describe('the last state of a group that was stopped', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare', namespace: 'shop' }, spec: {} };
  const settings = (color: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'shop' },
    data: { color },
  });
  const web = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { ...metadata, name: 'web' },
    spec: { replicas: 2 },
  };
  const setOf = (...objects: readonly ClusterObject[]): RecoverySet => ({
    group: 'shop',
    cluster: 'a',
    objects: objects.map((object) => ({
      layer: object.kind === 'ConfigMap' ? 'config' : 'workload',
      object,
    })),
    edges: [],
    gaps: [],
  });
  const stopped = patched(web, stopPatch(web, [])) as ClusterObject;
  const before = setOf(settings('blue'), web, pod);
  const settling = { before, rules: [], bySelector: false };

  it('is the one before, when only the stop has changed it', () => {
    expect(settledSet(setOf(settings('blue'), stopped), settling)).toBeUndefined();
  });

  it('has what was changed meanwhile, running, with the pods that the stop has deleted', () => {
    const settled = settledSet(setOf(settings('green'), stopped), settling);
    const kinds = settled?.objects.map(({ object }) => object.kind).sort();
    expect(kinds).toEqual(['ConfigMap', 'Deployment', 'Pod']);
    expect(settled?.objects.find(({ object }) => object.kind === 'Deployment')?.object).toEqual(web);
    expect(settled?.objects.find(({ object }) => object.kind === 'ConfigMap')?.object['data']).toEqual({
      color: 'green',
    });
  });

  it('of a group chosen by selectors keeps what is found through running pods alone', () => {
    const settled = settledSet(setOf(stopped), { ...settling, bySelector: true });
    expect(settled).toBeUndefined();
    const whole = settledSet(setOf(stopped), settling);
    expect(whole?.objects.map(({ object }) => object.kind).sort()).toEqual(['Deployment', 'Pod']);
  });
});
