import { never, type ObjectKey } from '@twinsite/domain';
import { expectOk, type AccessPathObjectsSubject, type AppliedObject } from '@twinsite/domain/testing';
import { accessPaths } from '../client/resources.js';
import { accessPathCache, KubeAccessPathObjects } from '../ports/kube-access-path-objects.js';
import { ACCESS_PATH_FINALIZER } from '../wire/access-path-object.js';
import { cacheDeps, type KubeWorld } from './kube-world.js';

export async function accessPathSubject(world: KubeWorld): Promise<AccessPathObjectsSubject> {
  const cache = accessPathCache(cacheDeps(world));
  void cache.run(world.signal);
  await cache.whenSynced();
  return {
    objects: new KubeAccessPathObjects(world.client, cache),
    freshKey: () => ({ namespace: world.namespace, name: world.freshName() }),
    apply: (key, wanted) => apply(world, key, wanted),
    remove: async (key) => {
      expectOk(await world.client.delete(accessPaths, key, never), 'delete');
    },
  };
}

/** The driver's finalizer is none of the user's business. */
async function apply({ client }: KubeWorld, key: ObjectKey, wanted: AppliedObject): Promise<void> {
  const { spec, takeOverFrom, finalizers: others = [] } = wanted;
  const annotations = takeOverFrom === undefined ? {} : { 'sds.xsky.com/take-over-from': takeOverFrom };
  const found = expectOk(await client.get(accessPaths, key, never), 'get');
  if (found === undefined) {
    const metadata = { ...key, annotations, finalizers: others };
    expectOk(await client.create(accessPaths, { metadata, spec }, never), 'create');
    return;
  }
  const ours = (found.metadata.finalizers ?? []).filter((one) => one === ACCESS_PATH_FINALIZER);
  const metadata = { ...found.metadata, annotations, finalizers: [...ours, ...others] };
  expectOk(await client.replace(accessPaths, { ...found, metadata, spec }, never), 'replace');
}
