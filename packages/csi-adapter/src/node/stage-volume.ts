import { ok, type Problem, type Result, type StageVolumeRequest } from '@twinsite/domain';
import { Node, type NodeStageVolumeRequest as Wire } from '../generated/csi_pb.js';
import { readPublishContext } from '../publish-context.js';
import { rpc, type Rpc } from '../rpc.js';
import { parseCapability } from '../validate/capability.js';
import { firstRefusal, requirePath, requireText } from '../validate/required.js';
import type { NodeUseCases } from './node-use-cases.js';

export function stageVolume(useCases: Pick<NodeUseCases, 'stageVolume'>): Rpc {
  return rpc(Node.method.nodeStageVolume, {
    volume: ({ volumeId }) => volumeId,
    parse,
    run: (request, signal) => useCases.stageVolume(request, signal),
    reply: () => ({}),
  });
}

function parse(wire: Wire): Result<StageVolumeRequest, Problem> {
  const missing = firstRefusal(
    requireText('volume_id', wire.volumeId),
    requirePath('staging_target_path', wire.stagingTargetPath),
  );
  if (missing) return missing;
  const capability = parseCapability('volume_capability', wire.volumeCapability);
  if (!capability.ok) return capability;
  const attachment = readPublishContext(wire.publishContext);
  if (!attachment.ok) return attachment;
  return ok({
    volumeId: wire.volumeId,
    stagingPath: wire.stagingTargetPath,
    capability: capability.value,
    attachment: attachment.value,
    context: { ...wire.volumeContext },
  });
}
