import { ok, type Problem, type Result, type UnpublishOnNodeRequest } from '@twinsite/domain';
import { Node, type NodeUnpublishVolumeRequest as Wire } from '../generated/csi_pb.js';
import { rpc, type Rpc } from '../rpc.js';
import { firstRefusal, requirePath, requireText } from '../validate/required.js';
import type { MountUseCases } from './node-use-cases.js';

export function unpublishOnNode(useCases: Pick<MountUseCases, 'unpublishOnNode'>): Rpc {
  return rpc(Node.method.nodeUnpublishVolume, {
    volume: ({ volumeId }) => volumeId,
    parse,
    run: (request, signal) => useCases.unpublishOnNode(request, signal),
    reply: () => ({}),
  });
}

function parse({ volumeId, targetPath }: Wire): Result<UnpublishOnNodeRequest, Problem> {
  const missing = firstRefusal(requireText('volume_id', volumeId), requirePath('target_path', targetPath));
  return missing ?? ok({ volumeId, targetPath });
}
