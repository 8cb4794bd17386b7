import { formatRef, refOf } from '@twinsite/domain';
import { expect, test } from 'vitest';

test.each([
  ['apps/v1', 'StatefulSet', 'shop', 'StatefulSet.apps shop/db'],
  ['v1', 'Secret', 'shop', 'Secret shop/db'],
  ['v1', 'PersistentVolume', undefined, 'PersistentVolume db'],
  ['storage.k8s.io/v1', 'StorageClass', undefined, 'StorageClass.storage.k8s.io db'],
])('%s %s in %s is called %s', (apiVersion, kind, namespace, name) => {
  const metadata = { name: 'db', ...(namespace === undefined ? {} : { namespace }) };
  expect(formatRef(refOf({ apiVersion, kind, metadata }))).toBe(name);
});

test('one object has one reference, whatever version of its API it was read in', () => {
  const of = (apiVersion: string) =>
    refOf({ apiVersion, kind: 'Ingress', metadata: { name: 'web', namespace: 'shop' } });
  expect(of('networking.k8s.io/v1')).toEqual(of('networking.k8s.io/v1beta1'));
});
