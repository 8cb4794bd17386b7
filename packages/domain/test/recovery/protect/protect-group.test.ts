import { never, protectGroup, unprotectGroup } from '@twinsite/domain';
import { expectOk, expectProblem } from '@twinsite/domain/testing';
import { expect, test } from 'vitest';
import { FakeCluster } from './fake-cluster.js';
import { boundSnapshot, boundVolume, setOf, statefulSet } from './volumes.js';

const objects = [...boundVolume('pv-1'), ...boundVolume('pv-2', 'Retain'), ...boundSnapshot('content-1')];

function shop() {
  const source = new FakeCluster();
  source.put(...objects);
  const protect = (set = setOf(objects)) => protectGroup({ source, set }, never);
  return { source, protect };
}

test('every volume and snapshot is Retain on the source, remembers its policy and its group', async () => {
  const { source, protect } = shop();
  const kept = expectOk(await protect(), 'protect');
  expect(kept.map(({ object, original }) => [object.name, original])).toEqual([
    ['pv-1', 'Delete'],
    ['pv-2', 'Retain'],
    ['content-1', 'Delete'],
  ]);
  const volume = source.one('PersistentVolume', 'pv-1');
  expect(volume['spec']).toMatchObject({ persistentVolumeReclaimPolicy: 'Retain' });
  expect(volume.metadata.annotations).toEqual({
    note: 'kept',
    'dr.xsky.io/original-reclaim-policy': 'Delete',
  });
  expect(volume.metadata.labels).toEqual({ 'dr.xsky.io/group': 'shop' });
  const content = source.one('VolumeSnapshotContent', 'content-1');
  expect(content['spec']).toMatchObject({ deletionPolicy: 'Retain' });
});

test('protecting again changes nothing and still knows the first policy', async () => {
  const { source, protect } = shop();
  const first = expectOk(await protect(), 'first');
  const writes = source.patches.length;
  expect(expectOk(await protect(), 'second')).toEqual(first);
  expect(source.patches).toHaveLength(writes);
});

test('a Retain that the server did not keep is never taken for one (D8)', async () => {
  const { source, protect } = shop();
  source.forgetsPolicies = true;
  const problem = expectProblem(await protect(), 'retain-unproven', 'protect');
  expect(problem).toMatchObject({ object: 'PersistentVolume pv-1' });
});

test('a volume that was made anew under the same name is not taken for the one in the set', async () => {
  const { source, protect } = shop();
  const [other] = boundVolume('pv-9');
  source.put({ ...source.one('PersistentVolume', 'pv-1'), spec: other?.['spec'] });
  expectProblem(await protect(), 'retain-unproven', 'protect');
  source.drop('PersistentVolume', 'pv-1');
  expectProblem(await protect(), 'retain-unproven', 'protect');
  expect(source.patches).toEqual([]);
});

test.each(['whenScaled', 'whenDeleted'])(
  'a StatefulSet that deletes its claims %s is never protected as it is (D31)',
  async (when) => {
    const { source, protect } = shop();
    const set = setOf([...objects, statefulSet({ [when]: 'Delete' })]);
    const problem = expectProblem(await protect(set), 'claims-not-kept', 'protect');
    expect(problem).toMatchObject({
      statefulSet: 'StatefulSet.apps shop/db',
      field: `spec.persistentVolumeClaimRetentionPolicy.${when}`,
    });
    expect(source.patches).toEqual([]);
    expectOk(await protect(setOf([...objects, statefulSet({ [when]: 'Retain' })])), 'Retain');
  },
);

test('a volume of another group is never taken over', async () => {
  const { source, protect } = shop();
  expectOk(await protect(), 'shop');
  const writes = source.patches.length;
  const problem = expectProblem(await protect(setOf(objects, 'other')), 'group-overlap', 'other');
  expect(problem).toMatchObject({ group: 'shop' });
  expect(source.patches).toHaveLength(writes);
});

test('an API server that does not answer is a problem, and another start finishes', async () => {
  const { source, protect } = shop();
  source.afterPatch = () => (source.down = true);
  expectProblem(await protect(), 'kubernetes-unreachable', 'protect');
  Object.assign(source, { down: false, afterPatch: () => undefined });
  expect(expectOk(await protect(), 'again')).toHaveLength(3);
});

test('a group that is no longer protected gives up its mark and keeps Retain (D9)', async () => {
  const { source, protect } = shop();
  const kept = expectOk(await protect(), 'protect');
  expect(expectOk(await unprotectGroup({ source, group: 'shop' }, never), 'unprotect')).toEqual(kept);
  const volume = source.one('PersistentVolume', 'pv-1');
  expect(volume.metadata.labels).toEqual({});
  expect(volume['spec']).toMatchObject({ persistentVolumeReclaimPolicy: 'Retain' });
  expect(expectOk(await unprotectGroup({ source, group: 'shop' }, never), 'again')).toEqual([]);
});

test('a group that is protected once more still knows the policy from before the first time', async () => {
  const { source, protect } = shop();
  const kept = expectOk(await protect(), 'protect');
  expectOk(await unprotectGroup({ source, group: 'shop' }, never), 'unprotect');
  expect(expectOk(await protect(), 'again')).toEqual(kept);
});
