import { ok, type Problem, type PublishVolumeRequest, type Result } from '@twinsite/domain';
import { parseCredentials } from '../credentials.js';
import { Controller, type ControllerPublishVolumeRequest as Wire } from '../generated/csi_pb.js';
import type { PublishContext } from '../publish-context.js';
import { rpc, type Rpc } from '../rpc.js';
import { parseCapability } from '../validate/capability.js';
import { firstRefusal, requireText } from '../validate/required.js';
import type { UseCase } from './controller-use-cases.js';
import { keyOfHandle } from './claims.js';

/** `write`: how an attachment of this kind travels to the node. */
export function publishVolume<Attachment>(
  useCases: { readonly publishVolume: UseCase<PublishVolumeRequest, Attachment> },
  write: (attachment: Attachment) => Result<PublishContext, Problem>,
): Rpc {
  return rpc(Controller.method.controllerPublishVolume, {
    volume: ({ volumeId }) => keyOfHandle(volumeId),
    parse,
    run: async (request, signal) => {
      const attachment = await useCases.publishVolume(request, signal);
      return attachment.ok ? write(attachment.value) : attachment;
    },
    reply: (publishContext) => ({ publishContext: { ...publishContext } }),
  });
}

function parse(wire: Wire): Result<PublishVolumeRequest, Problem> {
  const missing = firstRefusal(requireText('volume_id', wire.volumeId), requireText('node_id', wire.nodeId));
  if (missing) return missing;
  const capability = parseCapability('volume_capability', wire.volumeCapability);
  if (!capability.ok) return capability;
  const credentials = parseCredentials(wire.secrets);
  if (!credentials.ok) return credentials;
  return ok({
    volumeId: wire.volumeId,
    nodeId: wire.nodeId,
    capability: capability.value,
    readOnly: wire.readonly,
    context: { ...wire.volumeContext },
    credentials: credentials.value,
  });
}
