import { canonicalJson, cleanObject, type ClusterObject } from '@twinsite/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyObject, claims, others, volumes } from './generated-objects.js';

const specOf = (object: ClusterObject) => object['spec'] as Readonly<Record<string, unknown>>;
const annotationsOf = ({ metadata }: ClusterObject) => metadata.annotations ?? {};
const OF_ONE_CLUSTER = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'selfLink',
  'deletionTimestamp',
  'managedFields',
  'generateName',
  'finalizers',
  'ownerReferences',
];

test('no object carries what belongs to its cluster alone: no uid, no version, no owner, no finalizer, no status', () => {
  fc.assert(
    fc.property(anyObject, (object) => {
      const cleaned = cleanObject(object);
      expect(OF_ONE_CLUSTER.filter((name) => name in cleaned.metadata)).toEqual([]);
      expect('status' in cleaned).toBe(false);
    }),
  );
});

test('cleaning what is clean changes nothing, and the same object has one text', () => {
  fc.assert(
    fc.property(anyObject, (object) => {
      const cleaned = cleanObject(object);
      expect(canonicalJson(cleanObject(cleaned))).toBe(canonicalJson(cleaned));
    }),
  );
});

test('members that nobody knows are never lost (D29)', () => {
  fc.assert(
    fc.property(others, (object) => {
      const cleaned = cleanObject(object);
      for (const name of Object.keys(object).filter((key) => key.startsWith('x') || key === 'spec'))
        expect(cleaned[name]).toEqual(object[name]);
      expect(cleaned.metadata.name).toBe(object.metadata.name);
      expect(cleaned.metadata.namespace).toBe(object.metadata.namespace);
      expect(cleaned.metadata.labels).toEqual(object.metadata.labels);
    }),
  );
});

test('a volume is never one that Kubernetes deletes, nor one that any claim may take, nor Released at once (D4, D9)', () => {
  fc.assert(
    fc.property(volumes, (volume) => {
      const cleaned = cleanObject(volume);
      const [before, after] = [specOf(volume), specOf(cleaned)];
      expect(after['persistentVolumeReclaimPolicy']).toBe('Retain');
      const claimRef = before['claimRef'] as Readonly<Record<string, unknown>> | undefined;
      expect(after['claimRef']).toEqual(
        claimRef && { ...claimRef, uid: undefined, resourceVersion: undefined },
      );
      expect(Object.keys(after['claimRef'] ?? {})).not.toContain('uid');
      expect(annotationsOf(cleaned)['dr.xsky.io/original-reclaim-policy']).toBe(
        before['persistentVolumeReclaimPolicy'] ?? 'Retain',
      );
      expect(annotationsOf(cleaned)).not.toHaveProperty(['pv.kubernetes.io/provisioned-by']);
    }),
  );
});

test('a volume is the same volume: handle, attributes and secrets byte by byte, and pinned to no node (D25)', () => {
  fc.assert(
    fc.property(volumes, (volume) => {
      const [before, after] = [specOf(volume), specOf(cleanObject(volume))];
      expect(JSON.stringify(after['csi'])).toBe(JSON.stringify(before['csi']));
      expect(after['capacity']).toEqual(before['capacity']);
      expect('nodeAffinity' in after).toBe(false);
    }),
  );
});

test('a claim keeps its volume and says nothing of having been bound, or of a node (D5, D7)', () => {
  fc.assert(
    fc.property(claims, (claim) => {
      const cleaned = cleanObject(claim);
      expect(specOf(cleaned)['volumeName']).toBe(specOf(claim)['volumeName']);
      expect(specOf(cleaned)).not.toHaveProperty('dataSource');
      expect(specOf(cleaned)).not.toHaveProperty('dataSourceRef');
      expect(Object.keys(annotationsOf(cleaned)).filter((name) => name.includes('kubernetes.io'))).toEqual(
        [],
      );
    }),
  );
});

test('an owner never comes along: what has one there would be collected at once (D23)', () => {
  fc.assert(
    fc.property(claims, (claim) => {
      expect(cleanObject(claim).metadata.ownerReferences).toBeUndefined();
    }),
  );
});
