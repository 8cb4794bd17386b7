import { ok, readPlan, type ClusterObject, type ObjectKind } from '@twinsite/domain';
import { expect, it } from 'vitest';
import { claimOf, shopSet, volumeOf } from './bound-pairs.js';
import { adaptation, made } from './planned.js';

const kind = (name: string, plural: string, namespaced: boolean): ObjectKind => ({
  group: '',
  version: 'v1',
  kind: name,
  plural,
  namespaced,
  verbs: ['list'],
});
const KINDS = [
  kind('Namespace', 'namespaces', false),
  kind('PersistentVolume', 'persistentvolumes', false),
  kind('PersistentVolumeClaim', 'persistentvolumeclaims', true),
];

/** The claim is made and bound while the list of volumes is on its way. */
class MovingCluster {
  private now: readonly ClusterObject[];
  private readonly after: readonly ClusterObject[];

  constructor(before: readonly ClusterObject[], after: readonly ClusterObject[]) {
    this.now = before;
    this.after = after;
  }

  kinds() {
    return Promise.resolve(ok(KINDS));
  }

  async list({ kind: name }: ObjectKind) {
    if (name === 'PersistentVolume') {
      await Promise.resolve();
      this.now = this.after;
    }
    return ok({ items: this.now.filter((object) => object.kind === name), version: '1' });
  }
}

it('a volume that a claim was bound to while the cluster was read is never freed: that claim would be Lost (D7)', async () => {
  const set = shopSet(['data-1']);
  const [namespace, reserved] = made(set);
  if (namespace === undefined || reserved === undefined)
    throw new Error('the set has a namespace and a volume');
  const label = { 'dr.xsky.io/group': 'shop' };
  const bound = volumeOf('data-1');
  const after = [namespace, { ...bound, metadata: { ...bound.metadata, labels: label } }, claimOf('data-1')];
  const target = new MovingCluster([namespace, reserved], after);
  const order = { set, adaptation, conflict: 'adopt', acceptGaps: false } as const;
  const plan = await readPlan(target, order, {
    ...new AbortController().signal,
    aborted: false,
  });
  expect(plan.ok && plan.value.steps.map(({ action }) => action)).not.toContain('free');
  expect(plan.ok && plan.value.refusals).toEqual([]);
});
