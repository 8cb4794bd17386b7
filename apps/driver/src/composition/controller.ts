import {
  confirmAbsence,
  confirmWhole,
  createSnapshot,
  createVolume,
  deleteSnapshot,
  deleteVolume,
  expandVolume,
  getSnapshot,
  getVolume,
  listSnapshots,
  listVolumes,
  ownNames,
  publishVolume,
  recordedPath,
  reportCapacity,
  unpublishVolume,
  validateCapabilities,
} from '@twinsite/domain';
import type { ControllerUseCases } from '@twinsite/csi-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import { type DependencyContainer, instanceCachingFactory } from 'tsyringe';
import { namesOfObjects } from '../kubernetes/names-of-objects.js';
import { clusterOf } from './kubernetes.js';
import { TOKENS } from './tokens.js';

export function registerController(container: DependencyContainer): void {
  container.register(TOKENS.controller, {
    useFactory: instanceCachingFactory((parts): ControllerUseCases => {
      const arrays = parts.resolve(TOKENS.arrays);
      const { defaultAccessPath, maxVolumes, clusterId } = parts.resolve(TOKENS.config);
      const cluster = clusterOf(parts);
      const names = cluster === undefined ? ownNames : namesOfObjects(cluster.accessPaths);
      const absence =
        cluster === undefined
          ? {}
          : {
              confirmAbsence: confirmAbsence({ arrays, ...cluster }),
              confirmWhole: confirmWhole({ arrays, ...cluster }),
            };
      return {
        createVolume: createVolume({ arrays, names }),
        deleteVolume: deleteVolume({ arrays, cluster: clusterId, ...absence }),
        publishVolume: publishVolume({
          arrays,
          names,
          cluster: clusterId,
          ...(cluster === undefined ? {} : { recordedPath: recordedPath(cluster) }),
          maxVolumesPerNode: maxVolumes,
          ...(defaultAccessPath === undefined ? {} : { defaultAccessPath }),
        }),
        unpublishVolume: unpublishVolume({ arrays, clock: systemClock, ...absence }),
        validateCapabilities: validateCapabilities({ arrays }),
        expandVolume: expandVolume({ arrays, cluster: clusterId }),
        listVolumes: listVolumes({ arrays, ...absence }),
        getVolume: getVolume({ arrays }),
        getCapacity: reportCapacity({ arrays }),
        createSnapshot: createSnapshot({ arrays }),
        deleteSnapshot: deleteSnapshot({ arrays, cluster: clusterId }),
        listSnapshots: listSnapshots({ arrays }),
        getSnapshot: getSnapshot({ arrays }),
      };
    }),
  });
}
