import {
  failed,
  ok,
  type Problem,
  type PublishFileOnNodeRequest,
  type PublishOnNodeRequest,
  type Result,
} from '@twinsite/domain';
import { readFilePublishContext } from '../file-publish-context.js';
import { Node, type NodePublishVolumeRequest as Wire } from '../generated/csi_pb.js';
import { rpc, type Rpc } from '../rpc.js';
import { parseCapability } from '../validate/capability.js';
import { firstRefusal, requirePath, requireText } from '../validate/required.js';
import type { FileNodeUseCases, NodeUseCases } from './node-use-cases.js';
import { podIdentityIn } from './pod-identity.js';

export function publishOnNode(useCases: Pick<NodeUseCases, 'publishOnNode'>): Rpc {
  return rpc(Node.method.nodePublishVolume, {
    volume: ({ volumeId }) => volumeId,
    parse,
    run: (request, signal) => useCases.publishOnNode(request, signal),
    reply: () => ({}),
  });
}

export function publishFileOnNode(useCases: Pick<FileNodeUseCases, 'publishOnNode'>): Rpc {
  return rpc(Node.method.nodePublishVolume, {
    volume: ({ volumeId }) => volumeId,
    parse: parseFile,
    run: (request, signal) => useCases.publishOnNode(request, signal),
    reply: () => ({}),
  });
}

/** What is bound is proved by the source that the controller named. */
function parseFile(wire: Wire): Result<PublishFileOnNodeRequest, Problem> {
  const request = parse(wire);
  if (!request.ok) return request;
  const attachment = readFilePublishContext(wire.publishContext);
  return attachment.ok ? ok({ ...request.value, attachment: attachment.value }) : attachment;
}

function parse(wire: Wire): Result<PublishOnNodeRequest, Problem> {
  const { volumeId, targetPath, stagingTargetPath: stagingPath } = wire;
  const missing = firstRefusal(requireText('volume_id', volumeId), requirePath('target_path', targetPath));
  if (missing) return missing;
  const capability = parseCapability('volume_capability', wire.volumeCapability);
  if (!capability.ok) return capability;
  // FAILED_PRECONDITION, not INVALID_ARGUMENT: "NodePublishVolume Errors", staging target path not set.
  if (stagingPath === '') {
    return failed({ kind: 'not-staged', volume: volumeId, stagingPath: '(no staging_target_path given)' });
  }
  const staging = requirePath('staging_target_path', stagingPath);
  if (!staging.ok) return staging;
  const pod = podIdentityIn(wire.volumeContext);
  const where = { volumeId, stagingPath, targetPath, capability: capability.value, readOnly: wire.readonly };
  return ok(pod === undefined ? where : { ...where, pod });
}
