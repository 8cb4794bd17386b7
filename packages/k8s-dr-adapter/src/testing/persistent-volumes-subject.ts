import { never, type DriverVolume } from '@twinsite/domain';
import { expectOk, type PersistentVolumesSubject } from '@twinsite/domain/testing';
import { persistentVolumes } from '../client/resources.js';
import { KubePersistentVolumes, persistentVolumeCache } from '../ports/kube-persistent-volumes.js';
import { cacheDeps, type KubeWorld } from './kube-world.js';

const DRIVER = 'iscsi.csi.xsky.com';

export async function persistentVolumesSubject(world: KubeWorld): Promise<PersistentVolumesSubject> {
  const cache = persistentVolumeCache(cacheDeps(world), DRIVER);
  void cache.run(world.signal);
  await cache.whenSynced();
  return {
    volumes: new KubePersistentVolumes(cache),
    freshName: world.freshName,
    add: (volume) => make(world, DRIVER, volume),
    addForeign: (name) => make(world, 'other.example.com', { name, volumeHandle: name, context: {} }),
    remove: (name) => remove(world, name),
    turn: () => world.clock.sleep(5, never),
  };
}

async function make(
  { client }: KubeWorld,
  driver: string,
  { name, volumeHandle, context: volumeAttributes }: Omit<DriverVolume, 'uid'>,
): Promise<void> {
  const csi = { driver, volumeHandle, volumeAttributes };
  const spec = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], csi };
  expectOk(await client.create(persistentVolumes, { metadata: { name }, spec }, never), 'create');
}

/** A real API server protects it with a finalizer, which a controller takes off that need not run here. */
async function remove({ client }: KubeWorld, name: string): Promise<void> {
  const patch = { metadata: { finalizers: null } };
  expectOk(await client.patch(persistentVolumes, { name }, { kind: 'merge', patch }, never), 'patch');
  expectOk(await client.delete(persistentVolumes, { name }, never), 'delete');
}
