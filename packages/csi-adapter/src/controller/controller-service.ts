import { ok } from '@twinsite/domain';
import type { CsiService } from '../csi-service.js';
import { Controller, ControllerServiceCapability_RPC_Type as Type } from '../generated/csi_pb.js';
import { rpc, type Rpc } from '../rpc.js';
import type { ControllerUseCases } from './controller-use-cases.js';
import { createVolume } from './create-volume.js';
import { deleteVolume } from './delete-volume.js';
import { expandVolume } from './expand-volume.js';
import { getCapacity } from './get-capacity.js';
import { getVolume, listVolumes } from './list-volumes.js';
import { publishVolume } from './publish-volume.js';
import { createSnapshot, deleteSnapshot, getSnapshot, listSnapshots } from './snapshots.js';
import { unpublishVolume } from './unpublish-volume.js';
import { validateCapabilities } from './validate-capabilities.js';

const CAPABILITIES = [
  Type.CREATE_DELETE_VOLUME,
  Type.PUBLISH_UNPUBLISH_VOLUME,
  Type.LIST_VOLUMES,
  Type.LIST_VOLUMES_PUBLISHED_NODES,
  Type.GET_CAPACITY,
  Type.CREATE_DELETE_SNAPSHOT,
  Type.LIST_SNAPSHOTS,
  Type.GET_SNAPSHOT,
  Type.CLONE_VOLUME,
  Type.PUBLISH_READONLY,
  Type.EXPAND_VOLUME,
  Type.GET_VOLUME,
  Type.SINGLE_NODE_MULTI_WRITER,
];

export function controllerService(useCases: ControllerUseCases): CsiService {
  return {
    service: Controller,
    outlivesCallers: false,
    rpcs: [
      createVolume(useCases),
      deleteVolume(useCases),
      publishVolume(useCases),
      unpublishVolume(useCases),
      validateCapabilities(useCases),
      expandVolume(useCases),
      listVolumes(useCases),
      getVolume(useCases),
      getCapacity(useCases),
      createSnapshot(useCases),
      deleteSnapshot(useCases),
      listSnapshots(useCases),
      getSnapshot(useCases),
      getCapabilities(),
    ],
  };
}

function getCapabilities(): Rpc {
  return rpc(Controller.method.controllerGetCapabilities, {
    parse: ok,
    run: () => Promise.resolve(ok(CAPABILITIES)),
    reply: (types) => ({
      capabilities: types.map((type) => ({ type: { case: 'rpc' as const, value: { type } } })),
    }),
  });
}
