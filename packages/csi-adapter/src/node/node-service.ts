import { ok } from '@twinsite/domain';
import type { CsiService } from '../csi-service.js';
import { Node, NodeServiceCapability_RPC_Type as Type } from '../generated/csi_pb.js';
import { readFilePublishContext } from '../file-publish-context.js';
import { readPublishContext } from '../publish-context.js';
import { rpc, type Rpc } from '../rpc.js';
import { expandVolume } from './expand-volume.js';
import { getVolumeStats } from './get-volume-stats.js';
import type { FileNodeUseCases, MountUseCases, NodeUseCases } from './node-use-cases.js';
import { publishFileOnNode, publishOnNode } from './publish-on-node.js';
import { stageVolume } from './stage-volume.js';
import { unpublishOnNode } from './unpublish-on-node.js';
import { unstageVolume } from './unstage-volume.js';

const FILE = [Type.STAGE_UNSTAGE_VOLUME, Type.GET_VOLUME_STATS, Type.SINGLE_NODE_MULTI_WRITER];
const BLOCK = [Type.EXPAND_VOLUME, ...FILE];

export function nodeService(useCases: NodeUseCases): CsiService {
  return service([
    ...mountRpcs(useCases),
    stageVolume(useCases, readPublishContext),
    publishOnNode(useCases),
    expandVolume(useCases),
    getCapabilities(BLOCK),
  ]);
}

export function fileNodeService(useCases: FileNodeUseCases): CsiService {
  return service([
    ...mountRpcs(useCases),
    stageVolume(useCases, readFilePublishContext),
    publishFileOnNode(useCases),
    getCapabilities(FILE),
  ]);
}

const service = (rpcs: readonly Rpc[]): CsiService => ({ service: Node, outlivesCallers: true, rpcs });

const mountRpcs = (useCases: MountUseCases): readonly Rpc[] => [
  unstageVolume(useCases),
  unpublishOnNode(useCases),
  getVolumeStats(useCases),
  getInfo(useCases),
];

function getInfo(useCases: Pick<MountUseCases, 'nodeInfo'>): Rpc {
  return rpc(Node.method.nodeGetInfo, {
    parse: ok,
    run: (_request, signal) => useCases.nodeInfo(signal),
    // No accessible_topology: any node may use any volume, whatever its site.
    reply: ({ nodeId, maxVolumes }) => ({ nodeId, maxVolumesPerNode: maxVolumes }),
  });
}

function getCapabilities(advertised: readonly Type[]): Rpc {
  return rpc(Node.method.nodeGetCapabilities, {
    parse: ok,
    run: () => Promise.resolve(ok(advertised)),
    reply: (types) => ({
      capabilities: types.map((type) => ({ type: { case: 'rpc' as const, value: { type } } })),
    }),
  });
}
