import { adaptObject, refOf, type ClusterObject } from '@twinsite/domain';
import { describe, expect, it } from 'vitest';
import { claimOf, shopSet, volumeOf } from './bound-pairs.js';
import { actions, adaptation, made, planned, reasons } from './planned.js';

describe('what a restore does', () => {
  it('makes everything on an empty cluster, volumes before claims', () => {
    expect(actions(planned(shopSet(['data-1']), []))).toEqual([
      'create Namespace shop',
      'create PersistentVolume pv-data-1',
      'create PersistentVolumeClaim shop/data-1',
    ]);
  });

  it('does nothing where everything is as it should be', () => {
    const set = shopSet(['data-1']);
    expect(planned(set, made(set)).steps.map(({ action }) => action)).toEqual(['none', 'none', 'none']);
  });

  it('frees a volume that is kept for a claim of before, whose uid is nobody’s now', () => {
    const set = shopSet(['data-1']);
    const label = { labels: { 'dr.xsky.io/group': 'shop' } };
    const volume = volumeOf('data-1');
    const released = { ...volume, metadata: { ...volume.metadata, ...label }, status: { phase: 'Released' } };
    expect(actions(planned(set, [released]))).toContain('free PersistentVolume pv-data-1');
    const anew = { ...claimOf('data-1'), metadata: { ...claimOf('data-1').metadata, uid: 'another' } };
    expect(actions(planned(set, [released, anew]))).toContain('free PersistentVolume pv-data-1');
  });

  it('leaves the uid of a claim that is there: without it the claim would be Lost (D7)', () => {
    const set = shopSet(['data-1']);
    const bound = adaptObject(volumeOf('data-1'), adaptation);
    expect(actions(planned(set, [bound, claimOf('data-1')]))).not.toContain(
      'free PersistentVolume pv-data-1',
    );
  });
});

describe('what a restore refuses', () => {
  it('a claim that the cluster would give an empty volume (D1)', () => {
    const set = shopSet([]);
    const bare = claimOf('data-1', { spec: { accessModes: ['ReadWriteOnce'] } });
    const asked = { ...set, objects: [...set.objects, { layer: 'claim' as const, object: bare }] };
    expect(reasons(planned(asked, []))).toEqual([expect.stringContaining('names no volume')]);
  });

  it('a claim that is there with another volume, or waits for a new one (D1, D5)', () => {
    const set = shopSet(['data-1']);
    const other = claimOf('data-1', { spec: { volumeName: 'pvc-new' } });
    expect(reasons(planned(set, [other]))).toEqual([expect.stringContaining('volume pvc-new instead of')]);
    const waiting = claimOf('data-1', { spec: {}, status: { phase: 'Pending' } });
    expect(reasons(planned(set, [waiting]))).toEqual([
      expect.stringContaining('waits for a new, empty volume'),
    ]);
  });

  it('a claim that is Lost (D7)', () => {
    const lost = claimOf('data-1', { status: { phase: 'Lost' } });
    expect(reasons(planned(shopSet(['data-1']), [lost]))).toEqual([expect.stringContaining('is Lost')]);
  });

  it('a volume of that name that stands for other data, whatever the policy', () => {
    const other = volumeOf('data-1', {
      csi: { driver: 'iscsi.csi.xsky.com', volumeHandle: 'csi-iscsi-vid-x' },
    });
    for (const conflict of ['fail', 'adopt', 'replace-metadata'] as const)
      expect(reasons(planned(shopSet(['data-1']), [other], { conflict }))).toEqual([
        expect.stringContaining('stands for other data (spec.csi.volumeHandle differs)'),
      ]);
  });

  it('a second PersistentVolume for one volume of the array', () => {
    const double = { ...volumeOf('data-1'), metadata: { name: 'by-hand' } };
    expect(reasons(planned(shopSet(['data-1']), [double]))).toEqual([
      expect.stringContaining('PersistentVolume by-hand stands for'),
    ]);
  });

  it('a volume that is kept for the claim of somebody else (D4)', () => {
    const taken = volumeOf('data-1', { claimRef: { namespace: 'other', name: 'theirs', uid: 'u' } });
    expect(reasons(planned(shopSet(['data-1']), [taken], { conflict: 'adopt' }))).toEqual([
      expect.stringContaining('is kept for claim other/theirs'),
    ]);
  });

  it('a volume that would be deleted with its claim, unless it may be changed', () => {
    const risky = volumeOf('data-1', { persistentVolumeReclaimPolicy: 'Delete' });
    expect(reasons(planned(shopSet(['data-1']), [risky]))).toEqual([
      expect.stringContaining('other values of spec.persistentVolumeReclaimPolicy'),
    ]);
    const [, volume] = planned(shopSet(['data-1']), [risky, claimOf('data-1')], { conflict: 'adopt' }).steps;
    expect(volume?.patch).toMatchObject({ spec: { persistentVolumeReclaimPolicy: 'Retain' } });
  });

  it('a StatefulSet that would make a claim of its own (D1)', () => {
    const set: ClusterObject = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db', namespace: 'shop' },
      spec: { replicas: 2, ordinals: { start: 3 }, volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
    };
    const asked = shopSet(['data-db-3'], [{ layer: 'workload', object: set }]);
    expect(reasons(planned(asked, []))).toEqual([
      expect.stringContaining('would make PersistentVolumeClaim shop/data-db-4'),
    ]);
  });

  it('a namespace that is being deleted, at once and not object by object (D32)', () => {
    const leaving: ClusterObject = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop', deletionTimestamp: '2026-01-01T00:00:00Z' },
    };
    expect(reasons(planned(shopSet(['data-1']), [leaving]))).toEqual([
      expect.stringContaining('Namespace shop is being deleted'),
    ]);
  });

  it('kinds that the cluster does not serve, and a set with a hole', () => {
    const gap = {
      from: refOf(claimOf('data-1')),
      to: refOf(volumeOf('data-1')),
      reason: 'spec.volumeName',
      required: true,
    };
    const holed = { ...shopSet([]), gaps: [gap, { ...gap, required: false }] };
    expect(reasons(planned(holed, []))).toHaveLength(1);
    expect(reasons(planned(shopSet([]), [], { unserved: ['Namespace'] }))).toEqual([
      expect.stringContaining('does not serve'),
    ]);
  });
});
