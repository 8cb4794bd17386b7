import { adaptObject, planRestore, type ClusterObject, type RestorePlan } from '@twinsite/domain';
import { describe, expect, it } from 'vitest';
import { shopSet } from './bound-pairs.js';
import { adaptation, planned, reasons } from './planned.js';

describe('what belongs to others', () => {
  const config = (data: object, metadata: object = {}): ClusterObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'shop', ...metadata },
    data,
  });
  const set = shopSet([], [{ layer: 'config', object: config({ a: '1' }) }]);
  const theirs = config({ a: '2' }, { uid: 'u' });
  const last = (plan: RestorePlan) => plan.steps.find(({ wanted }) => wanted.kind === 'ConfigMap');

  it('is refused, adopted as it is, or given the labels and annotations of the source', () => {
    expect(reasons(planned(set, [theirs]))).toEqual([expect.stringContaining('other values of data.a')]);
    expect(last(planned(set, [theirs], { conflict: 'adopt' }))).toMatchObject({
      action: 'patch',
      patch: { metadata: { labels: { 'dr.xsky.io/group': 'shop' } } },
    });
    const adopted = config({ a: '2' }, { labels: { 'dr.xsky.io/group': 'shop' } });
    expect(last(planned(set, [adopted], { conflict: 'adopt' }))).toMatchObject({ action: 'none' });
  });

  it('stays as it is where other applications use it too', () => {
    const fast = (parameters: object): ClusterObject => ({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast' },
      parameters,
    });
    const shared = shopSet([], [{ layer: 'class', object: fast({ pool: 'a' }) }]);
    const step = planned(shared, [fast({ pool: 'b' })]).steps.find(({ layer }) => layer === 'class');
    expect(step).toMatchObject({ action: 'leave', note: 'is there already and differs in parameters.pool' });
  });

  it('stays as the driver keeps it, also where drctl has made it', () => {
    const record = (data: object, metadata: object): ClusterObject => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'csi-iscsi-vid-1', namespace: 'kube-system', ...metadata },
      data,
    });
    const carried = shopSet([], [{ layer: 'config', object: record({ volume: 'a' }, {}) }]);
    const kept = record({ volume: 'b' }, { labels: { 'dr.xsky.io/group': 'shop' } });
    expect(last(planned(carried, [kept]))).toMatchObject({ action: 'leave' });
  });

  it('a fixed ConfigMap of ours is made anew, one of theirs is a conflict', () => {
    const fixed = { ...theirs, immutable: true };
    expect(reasons(planned(set, [fixed], { conflict: 'adopt' }))).toHaveLength(1);
    const ours = { ...fixed, metadata: { ...fixed.metadata, labels: { 'dr.xsky.io/group': 'shop' } } };
    expect(last(planned(set, [ours]))).toMatchObject({ action: 'replace' });
  });
});

describe('a group that runs on the cluster that is to stand by', () => {
  const of = (kind: string, spec: object): ClusterObject => ({
    apiVersion: kind === 'Pod' ? 'v1' : kind === 'CronJob' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name: 'web', namespace: 'shop', labels: { 'dr.xsky.io/group': 'shop' } },
    spec,
  });

  it.each([
    ['Deployment', { replicas: 2 }],
    ['StatefulSet', {}],
    ['CronJob', { suspend: false }],
    ['DaemonSet', { template: { spec: {} } }],
    ['Pod', { containers: [] }],
  ])('is never stopped by a restore or sync that was meant the other way round: %s', (kind, spec) => {
    const workload = of(kind, spec);
    const carried = shopSet([], [{ layer: 'workload', object: workload }]);
    expect(reasons(planned(carried, [workload], { workloads: 'standby' }))).toEqual([
      expect.stringContaining('runs on the cluster that is to stand by'),
    ]);
    expect(planned(carried, [workload]).refusals).toEqual([]);
    const still = adaptObject(workload, { group: 'shop', workloads: 'standby' });
    expect(planned(carried, [still], { workloads: 'standby' }).refusals).toEqual([]);
  });
});

describe('custom resources while the group stands still', () => {
  const cluster: ClusterObject = {
    apiVersion: 'db.example.com/v1',
    kind: 'Cluster',
    metadata: { name: 'db', namespace: 'shop' },
    spec: { instances: 3, image: 'db:1' },
  };
  const set = shopSet([], [{ layer: 'workload', object: cluster }]);
  const view = {
    kindOf: () => ({ group: '', version: 'v1', kind: '', plural: '', namespaced: true, verbs: [] }),
    live: () => undefined,
    objects: [],
  };

  it('are held back, unless a rule says how they stand still', () => {
    const standby = { group: 'shop', workloads: 'standby' } as const;
    const held = planRestore({ set, adaptation: standby, conflict: 'fail', acceptGaps: false }, view);
    expect(held.steps.at(-1)).toMatchObject({ action: 'hold' });
    const rule = { group: 'db.example.com', kind: 'Cluster', path: 'spec.instances', standby: 0 };
    const ruled = planRestore(
      { set, adaptation: { ...standby, suspendRules: [rule] }, conflict: 'fail', acceptGaps: false },
      view,
    );
    expect(ruled.steps.at(-1)?.wanted['spec']).toEqual({ instances: 0, image: 'db:1' });
    const running = planRestore({ set, adaptation, conflict: 'fail', acceptGaps: false }, view);
    expect(running.steps.at(-1)?.wanted['spec']).toEqual({ instances: 3, image: 'db:1' });
  });
});
