import { ok } from '@twinsite/domain';
import type { CsiService } from '../csi-service.js';
import { Node, NodeServiceCapability_RPC_Type as Type } from '../generated/csi_pb.js';
import { rpc, type Rpc } from '../rpc.js';
import { expandVolume } from './expand-volume.js';
import { getVolumeStats } from './get-volume-stats.js';
import type { NodeUseCases } from './node-use-cases.js';
import { publishOnNode } from './publish-on-node.js';
import { stageVolume } from './stage-volume.js';
import { unpublishOnNode } from './unpublish-on-node.js';
import { unstageVolume } from './unstage-volume.js';

const CAPABILITIES = [
  Type.STAGE_UNSTAGE_VOLUME,
  Type.GET_VOLUME_STATS,
  Type.EXPAND_VOLUME,
  Type.SINGLE_NODE_MULTI_WRITER,
];

export function nodeService(useCases: NodeUseCases): CsiService {
  return {
    service: Node,
    outlivesCallers: true,
    rpcs: [
      stageVolume(useCases),
      unstageVolume(useCases),
      publishOnNode(useCases),
      unpublishOnNode(useCases),
      getVolumeStats(useCases),
      expandVolume(useCases),
      getInfo(useCases),
      getCapabilities(),
    ],
  };
}

function getInfo(useCases: Pick<NodeUseCases, 'nodeInfo'>): Rpc {
  return rpc(Node.method.nodeGetInfo, {
    parse: ok,
    run: (_request, signal) => useCases.nodeInfo(signal),
    // No accessible_topology: any node may use any volume, whatever its site.
    reply: ({ nodeId, maxVolumes }) => ({ nodeId, maxVolumesPerNode: maxVolumes }),
  });
}

function getCapabilities(): Rpc {
  return rpc(Node.method.nodeGetCapabilities, {
    parse: ok,
    run: () => Promise.resolve(ok(CAPABILITIES)),
    reply: (types) => ({
      capabilities: types.map((type) => ({ type: { case: 'rpc' as const, value: { type } } })),
    }),
  });
}
