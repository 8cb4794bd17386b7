import { ok, type Problem, type Result, type ValidateRequest } from '@twinsite/domain';
import { parseCredentials } from '../credentials.js';
import { Controller, type ValidateVolumeCapabilitiesRequest as Wire } from '../generated/csi_pb.js';
import { rpc, type Rpc } from '../rpc.js';
import { requireCapabilities } from '../validate/capability.js';
import { refuseUnadvertised, requireText } from '../validate/required.js';
import type { VolumeUseCases } from './controller-use-cases.js';

/** Reads only, so it claims no volume. */
export function validateCapabilities(useCases: Pick<VolumeUseCases, 'validateCapabilities'>): Rpc {
  return rpc(Controller.method.validateVolumeCapabilities, {
    parse,
    run: (request, signal) => useCases.validateCapabilities(request, signal),
    reply: ({ confirmed, message }, wire) => (confirmed ? { confirmed: echo(wire) } : { message }),
  });
}

function parse(wire: Wire): Result<ValidateRequest, Problem> {
  const volumeId = requireText('volume_id', wire.volumeId);
  if (!volumeId.ok) return volumeId;
  const capabilities = requireCapabilities('volume_capabilities', wire.volumeCapabilities);
  if (!capabilities.ok) return capabilities;
  const hasMutable = Object.keys(wire.mutableParameters).length > 0;
  const mutable = refuseUnadvertised('mutable_parameters', hasMutable, 'MODIFY_VOLUME');
  if (!mutable.ok) return mutable;
  const credentials = parseCredentials(wire.secrets);
  if (!credentials.ok) return credentials;
  return ok({
    volumeId: volumeId.value,
    capabilities: capabilities.value,
    parameters: { ...wire.parameters },
    credentials: credentials.value,
  });
}

/** The CO compares the confirmed fields with what it asked for. */
function echo({ volumeContext, volumeCapabilities, parameters }: Wire) {
  return { volumeContext, volumeCapabilities, parameters };
}
