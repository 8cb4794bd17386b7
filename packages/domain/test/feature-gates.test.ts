import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FEATURE_GATES, gatesFor, parseKubernetesMinor, type GateState } from '@twinsite/domain';

const ARTICLE = [
  'BlockVolume',
  'CSIBlockVolume',
  'VolumeSnapshotDataSource',
  'ExpandCSIVolumes',
  'ExpandInUsePersistentVolumes',
  'VolumePVCDataSource',
];

const named = (minor: number, kind: GateState['kind'], among?: readonly string[]): readonly string[] =>
  gatesFor(minor)
    .filter((state) => state.kind === kind)
    .map(({ gate }) => gate.name)
    .filter((name) => among?.includes(name) ?? true);

describe('the gates of the article', () => {
  test('on 1.14 expansion and restores must be switched on, and clones do not exist', () => {
    expect(named(14, 'off', ARTICLE)).toEqual([
      'VolumeSnapshotDataSource',
      'ExpandCSIVolumes',
      'ExpandInUsePersistentVolumes',
    ]);
    expect(named(14, 'on', ARTICLE)).toEqual(['BlockVolume', 'CSIBlockVolume']);
    expect(named(14, 'absent', ARTICLE)).toEqual(['VolumePVCDataSource']);
  });

  test('on 1.15 clones can be switched on, online expansion is on, but not that of CSI volumes', () => {
    expect(named(15, 'off', ARTICLE)).toEqual([
      'VolumeSnapshotDataSource',
      'ExpandCSIVolumes',
      'VolumePVCDataSource',
    ]);
  });

  test('on 1.20 all are on; four cannot be switched off any more', () => {
    expect(named(20, 'locked', ARTICLE)).toEqual([
      'BlockVolume',
      'CSIBlockVolume',
      'VolumeSnapshotDataSource',
      'VolumePVCDataSource',
    ]);
    expect(named(20, 'on', ARTICLE)).toEqual(['ExpandCSIVolumes', 'ExpandInUsePersistentVolumes']);
  });

  test('an API server from 1.21, 1.22 and 1.27 on does not start with what the article says', () => {
    expect(named(21, 'removed')).toEqual(['BlockVolume', 'CSIBlockVolume', 'VolumePVCDataSource']);
    expect(named(22, 'removed', ARTICLE)).toHaveLength(4);
    expect(named(26, 'removed', ARTICLE)).toHaveLength(4);
    expect(named(27, 'removed', ARTICLE)).toEqual(ARTICLE);
  });
});

describe('the gates of this product', () => {
  test('on 1.24 three alpha features must be switched on', () => {
    expect(named(24, 'off')).toEqual([
      'ReadWriteOncePod',
      'NodeOutOfServiceVolumeDetach',
      'CustomResourceValidationExpressions',
      'RecoverVolumeExpansionFailure',
    ]);
    expect(named(24, 'absent')).toContain('ValidatingAdmissionPolicy');
  });

  test('on 1.28 nothing must be; the admission policy is not used before it is v1', () => {
    const off = gatesFor(28).filter(({ kind, gate }) => kind === 'off' && gate.optional !== true);
    expect(off).toEqual([]);
    expect(gatesFor(28).find(({ gate }) => gate.name === 'ValidatingAdmissionPolicy')).toMatchObject({
      kind: 'absent',
      from: 30,
    });
  });

  test('on 1.36 nothing is to be done; what is off is comfort', () => {
    expect(named(36, 'off')).toEqual(['SELinuxMount']);
    expect(named(36, 'absent')).toEqual([]);
    expect(named(36, 'locked')).toEqual([
      'ServiceAccountTokenPodNodeInfo',
      'RecoverVolumeExpansionFailure',
      'SELinuxMountReadWriteOncePod',
    ]);
  });
});

test('a feature only ever becomes more available: absent, off, on, locked, removed', () => {
  const order: readonly GateState['kind'][] = ['absent', 'off', 'on', 'locked', 'removed'];
  fc.assert(
    fc.property(fc.nat({ max: 60 }), fc.nat({ max: 60 }), (one, other) => {
      const before = gatesFor(Math.min(one, other));
      const after = gatesFor(Math.max(one, other));
      for (const [index, state] of before.entries()) {
        const later = after[index];
        expect(later?.gate).toBe(state.gate);
        expect(order.indexOf(later?.kind ?? 'absent')).toBeGreaterThanOrEqual(order.indexOf(state.kind));
      }
    }),
  );
});

test('the table is in order: names once, stages one after the other, removed at last', () => {
  expect(new Set(FEATURE_GATES.map(({ name }) => name)).size).toBe(FEATURE_GATES.length);
  for (const { stages, removedIn = Infinity, readBy } of FEATURE_GATES) {
    const since = stages.map((stage) => stage.since);
    expect(since).toEqual([...new Set(since)].sort((a, b) => a - b));
    expect(removedIn).toBeGreaterThan(since.at(-1) ?? Infinity);
    expect(readBy).not.toEqual([]);
  }
});

test.each([
  ['1.22', 22],
  ['v1.22.5', 22],
  [' v1.27.16+rke2r1 ', 27],
  ['v1.30.4-eks-a737599', 30],
  ['1.36.3+k3s1', 36],
])('%s is a version', (text, minor) => {
  expect(parseKubernetesMinor(text)).toBe(minor);
});

test.each(['', '22', '2.1', '1', '1.x', '1.22.5.1', '1.22 beta', 'latest'])('"%s" is no version', (text) => {
  expect(parseKubernetesMinor(text)).toBeUndefined();
});
