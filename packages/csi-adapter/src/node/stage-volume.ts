import { ok, type CancelSignal, type Problem, type Result, type StageVolumeRequest } from '@twinsite/domain';
import { Node, type NodeStageVolumeRequest as Wire } from '../generated/csi_pb.js';
import type { PublishContext } from '../publish-context.js';
import { rpc, type Rpc } from '../rpc.js';
import { parseCapability } from '../validate/capability.js';
import { firstRefusal, requirePath, requireText } from '../validate/required.js';

type StageRequest<Attachment> = Omit<StageVolumeRequest, 'attachment'> & { readonly attachment: Attachment };

interface Staging<Attachment> {
  stageVolume(request: StageRequest<Attachment>, signal: CancelSignal): Promise<Result<void, Problem>>;
}

/** How the controller's words for an attachment of this kind are read. */
type Read<Attachment> = (context: PublishContext) => Result<Attachment, Problem>;

export function stageVolume<Attachment>(useCases: Staging<Attachment>, read: Read<Attachment>): Rpc {
  return rpc(Node.method.nodeStageVolume, {
    volume: ({ volumeId }) => volumeId,
    parse: (wire) => parse(wire, read),
    run: (request, signal) => useCases.stageVolume(request, signal),
    reply: () => ({}),
  });
}

function parse<Attachment>(wire: Wire, read: Read<Attachment>): Result<StageRequest<Attachment>, Problem> {
  const missing = firstRefusal(
    requireText('volume_id', wire.volumeId),
    requirePath('staging_target_path', wire.stagingTargetPath),
  );
  if (missing) return missing;
  const capability = parseCapability('volume_capability', wire.volumeCapability);
  if (!capability.ok) return capability;
  const attachment = read(wire.publishContext);
  if (!attachment.ok) return attachment;
  return ok({
    volumeId: wire.volumeId,
    stagingPath: wire.stagingTargetPath,
    capability: capability.value,
    attachment: attachment.value,
    context: { ...wire.volumeContext },
  });
}
