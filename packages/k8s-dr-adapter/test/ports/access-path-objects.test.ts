import { never, type AccessPathObject } from '@twinsite/domain';
import { anAccessPathSpec, anAccessPathStatus, ManualClock } from '@twinsite/domain/testing';
import { describe, expect, test } from 'vitest';
import { accessPathCache, KubeAccessPathObjects, resources } from '../../src/index.js';
import { anApi, type AnApi } from '../an-api.js';

const { accessPaths } = resources;
const key = { namespace: 'default', name: 'ap' };

async function anObject({ server, client }: AnApi): Promise<{
  readonly objects: KubeAccessPathObjects;
  readonly object: AccessPathObject;
}> {
  server.add(accessPaths, { metadata: key, spec: anAccessPathSpec() });
  const deps = { client, clock: new ManualClock(), random: () => 0, onTrouble: () => undefined };
  const objects = new KubeAccessPathObjects(client, accessPathCache(deps));
  const read = await objects.read(key, never);
  if (!read.ok || read.value === undefined) throw new Error('not there');
  return { objects, object: read.value };
}

describe('AccessPath objects', () => {
  test('the finalizer is not set on an object that was changed, so that nobody else’s is lost', async () => {
    const api = await anApi();
    const { objects, object } = await anObject(api);
    const finalizers = ['example.com/keeps'];
    api.server.edit(accessPaths, { metadata: { ...key, finalizers }, spec: anAccessPathSpec() });
    const set = await objects.setFinalizer(object, 'present', never);
    expect(set).toMatchObject({ problem: { kind: 'kubernetes-conflict' } });
    expect(api.server.objects(accessPaths)[0]?.metadata.finalizers).toEqual(finalizers);
  });

  test('an object that is gone, or was made anew, is a conflict', async () => {
    const api = await anApi();
    const { objects, object } = await anObject(api);
    api.server.delete(accessPaths, { metadata: key });
    const gone = { problem: { kind: 'kubernetes-conflict' } };
    expect(await objects.setFinalizer(object, 'present', never)).toMatchObject(gone);
    expect(await objects.writeStatus(object, anAccessPathStatus(), never)).toMatchObject(gone);
    api.server.add(accessPaths, { metadata: key, spec: anAccessPathSpec() });
    expect(await objects.writeStatus(object, anAccessPathStatus(), never)).toMatchObject(gone);
  });
});
