import type { DriverVolume, PersistentVolumes, Problem, Result } from '@twinsite/domain';
import { ObjectCache, type CacheDeps } from '../cache/object-cache.js';
import type { KubeObject } from '../client/kube-object.js';
import { persistentVolumes } from '../client/resources.js';
import { recordIn, textIn } from '../wire/fields.js';

/** The PersistentVolumes of one CSI driver; somebody has to run it. */
export const persistentVolumeCache = (deps: CacheDeps, driver: string): ObjectCache<DriverVolume> =>
  new ObjectCache(deps, {
    resource: persistentVolumes,
    selection: {},
    keep: (object) => readDriverVolume(object, driver),
  });

export class KubePersistentVolumes implements PersistentVolumes {
  private readonly cache: ObjectCache<DriverVolume>;

  constructor(cache: ObjectCache<DriverVolume>) {
    this.cache = cache;
  }

  list(): Result<readonly DriverVolume[], Problem> {
    return this.cache.list();
  }

  onChange(listener: () => void): () => void {
    return this.cache.onChange(() => listener());
  }
}

function readDriverVolume(object: KubeObject, driver: string): DriverVolume | undefined {
  const csi = recordIn(recordIn(object, 'spec') ?? {}, 'csi');
  const volumeHandle = csi === undefined ? undefined : textIn(csi, 'volumeHandle');
  if (csi === undefined || volumeHandle === undefined || textIn(csi, 'driver') !== driver) return undefined;
  const attributes = Object.entries(recordIn(csi, 'volumeAttributes') ?? {});
  const context = Object.fromEntries(
    attributes.filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
  return { name: object.metadata.name, uid: object.metadata.uid ?? '', volumeHandle, context };
}
