import { ok } from '@twinsite/domain';
import type { CsiService } from '../csi-service.js';
import { Controller, ControllerServiceCapability_RPC_Type as Type } from '../generated/csi_pb.js';
import { writeFilePublishContext } from '../file-publish-context.js';
import { writePublishContext } from '../publish-context.js';
import { rpc, type Rpc } from '../rpc.js';
import type { ControllerUseCases, FileControllerUseCases, VolumeUseCases } from './controller-use-cases.js';
import { createVolume } from './create-volume.js';
import { deleteVolume } from './delete-volume.js';
import { expandVolume } from './expand-volume.js';
import { getCapacity } from './get-capacity.js';
import { getVolume, listVolumes } from './list-volumes.js';
import { publishVolume } from './publish-volume.js';
import { createSnapshot, deleteSnapshot, getSnapshot, listSnapshots } from './snapshots.js';
import { unpublishVolume } from './unpublish-volume.js';
import { validateCapabilities } from './validate-capabilities.js';

const BOTH = [
  Type.CREATE_DELETE_VOLUME,
  Type.PUBLISH_UNPUBLISH_VOLUME,
  Type.LIST_VOLUMES,
  Type.GET_CAPACITY,
  Type.PUBLISH_READONLY,
  Type.EXPAND_VOLUME,
  Type.GET_VOLUME,
  Type.SINGLE_NODE_MULTI_WRITER,
];

const BLOCK = [
  ...BOTH,
  Type.LIST_VOLUMES_PUBLISHED_NODES,
  Type.CREATE_DELETE_SNAPSHOT,
  Type.LIST_SNAPSHOTS,
  Type.GET_SNAPSHOT,
  Type.CLONE_VOLUME,
];

export function controllerService(useCases: ControllerUseCases): CsiService {
  return service([
    ...volumeRpcs(useCases),
    publishVolume(useCases, writePublishContext),
    // The node's half, for raw devices too: the multipath map has to be resized.
    expandVolume(useCases, true),
    createSnapshot(useCases),
    deleteSnapshot(useCases),
    listSnapshots(useCases),
    getSnapshot(useCases),
    getCapabilities(BLOCK),
  ]);
}

/** Without snapshots and clones, which the array has for whole folders only, and without nodes in the list of volumes. */
export function fileControllerService(useCases: FileControllerUseCases): CsiService {
  return service([
    ...volumeRpcs(useCases),
    publishVolume(useCases, writeFilePublishContext),
    expandVolume(useCases, false),
    getCapabilities(BOTH),
  ]);
}

const service = (rpcs: readonly Rpc[]): CsiService => ({ service: Controller, outlivesCallers: false, rpcs });

const volumeRpcs = (useCases: VolumeUseCases): readonly Rpc[] => [
  createVolume(useCases),
  deleteVolume(useCases),
  unpublishVolume(useCases),
  validateCapabilities(useCases),
  listVolumes(useCases),
  getVolume(useCases),
  getCapacity(useCases),
];

function getCapabilities(advertised: readonly Type[]): Rpc {
  return rpc(Controller.method.controllerGetCapabilities, {
    parse: ok,
    run: () => Promise.resolve(ok(advertised)),
    reply: (types) => ({
      capabilities: types.map((type) => ({ type: { case: 'rpc' as const, value: { type } } })),
    }),
  });
}
