import {
  AclSightings,
  confirmFileAbsence,
  confirmFilesWhole,
  createFileVolume,
  deleteFileVolume,
  expandFileVolume,
  getFileVolume,
  listFileVolumes,
  publishFileVolume,
  reportFileCapacity,
  unpublishFileVolume,
  validateFileCapabilities,
  type ClassCredentials,
} from '@twinsite/domain';
import type { FileControllerUseCases } from '@twinsite/csi-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import type { Logger } from 'pino';
import { type DependencyContainer, instanceCachingFactory } from 'tsyringe';
import { listedOnly } from '../../class-arrays/listed-only.js';
import { warningOfClasses } from '../../class-arrays/warn-of-classes.js';
import { TOKENS } from '../tokens.js';
import { fileClusterOf } from './file-arrays.js';
import { notesOf } from './notes.js';
import { NFS_TOKENS } from './nfs-tokens.js';

export function registerFileController(container: DependencyContainer, log: Logger): void {
  container.register(NFS_TOKENS.controller, {
    useFactory: instanceCachingFactory((parts) => useCases(parts, log)),
  });
}

function useCases(parts: DependencyContainer, log: Logger): FileControllerUseCases {
  const arrays = parts.resolve(TOKENS.arrays);
  const { clientGroupName, clusterId: cluster } = parts.resolve(TOKENS.config);
  const note = notesOf(log);
  const own = { note, ...(clientGroupName === undefined ? {} : { clientGroup: clientGroupName }) };
  const fence = { clock: systemClock, sightings: new AclSightings() };
  const classCredentials = warningOfClasses(keeperOf(parts), log);
  const absence = absenceOf(parts);
  return {
    createVolume: createFileVolume({ arrays, classCredentials, ...own }),
    deleteVolume: deleteFileVolume({ arrays, cluster, ...absence }),
    publishVolume: publishFileVolume({ arrays, cluster, ...own, ...fence }),
    unpublishVolume: unpublishFileVolume({ arrays, ...fence, ...absence }),
    validateCapabilities: validateFileCapabilities({ arrays }),
    expandVolume: expandFileVolume({ arrays, cluster }),
    listVolumes: listFileVolumes({ arrays, ...absence }),
    getVolume: getFileVolume({ arrays }),
    getCapacity: reportFileCapacity({ arrays }),
  };
}

const keeperOf = (parts: DependencyContainer): ClassCredentials =>
  fileClusterOf(parts) === undefined
    ? listedOnly(parts.resolve(TOKENS.arrays))
    : parts.resolve(NFS_TOKENS.classArrays);

function absenceOf(parts: DependencyContainer) {
  const cluster = fileClusterOf(parts);
  if (cluster === undefined) return {};
  const room = { arrays: parts.resolve(TOKENS.arrays), volumes: cluster.volumes };
  return { confirmAbsence: confirmFileAbsence(room), confirmWhole: confirmFilesWhole(room) };
}
