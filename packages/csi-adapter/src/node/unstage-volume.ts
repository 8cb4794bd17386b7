import { ok, type Problem, type Result, type UnstageVolumeRequest } from '@twinsite/domain';
import { Node, type NodeUnstageVolumeRequest as Wire } from '../generated/csi_pb.js';
import { rpc, type Rpc } from '../rpc.js';
import { firstRefusal, requirePath, requireText } from '../validate/required.js';
import type { MountUseCases } from './node-use-cases.js';

export function unstageVolume(useCases: Pick<MountUseCases, 'unstageVolume'>): Rpc {
  return rpc(Node.method.nodeUnstageVolume, {
    volume: ({ volumeId }) => volumeId,
    parse,
    run: (request, signal) => useCases.unstageVolume(request, signal),
    reply: () => ({}),
  });
}

function parse({ volumeId, stagingTargetPath }: Wire): Result<UnstageVolumeRequest, Problem> {
  const missing = firstRefusal(
    requireText('volume_id', volumeId),
    requirePath('staging_target_path', stagingTargetPath),
  );
  return missing ?? ok({ volumeId, stagingPath: stagingTargetPath });
}
