import { anAccessPathSpec, FakeAccessPathObjects } from '@twinsite/domain/testing';
import { expect, test } from 'vitest';
import { namesOfObjects } from '../src/kubernetes/names-of-objects.js';

test('a name means the objects called so, of all namespaces, with what they say of their path and array', () => {
  const objects = new FakeAccessPathObjects();
  objects.apply({ namespace: 'a', name: 'stretched' }, { spec: anAccessPathSpec() });
  objects.apply({ namespace: 'b', name: 'stretched' }, { spec: { ...anAccessPathSpec(), name: 'other' } });
  objects.apply({ namespace: 'c', name: 'stretched' }, { spec: { name: 'without an array' } });
  const names = namesOfObjects(objects);
  const managers = ['10.7.0.1', '10.7.0.2'];
  expect(names.called('stretched')).toEqual({
    ok: true,
    value: [
      { object: { namespace: 'a', name: 'stretched' }, name: 'ap', managers },
      { object: { namespace: 'b', name: 'stretched' }, name: 'other', managers },
    ],
  });
  expect(names.called('ap')).toEqual({ ok: true, value: [] });
  objects.faults.unsynced = true;
  expect(names.called('stretched')).toMatchObject({ problem: { kind: 'kubernetes-unsynced' } });
});
