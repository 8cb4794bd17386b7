import { ok, type ExpandVolumeRequest, type Problem, type Result } from '@twinsite/domain';
import { parseCredentials } from '../credentials.js';
import { Controller, type ControllerExpandVolumeRequest as Wire } from '../generated/csi_pb.js';
import { rpc, type Rpc } from '../rpc.js';
import { parseCapability } from '../validate/capability.js';
import { parseCapacityRange } from '../validate/capacity-range.js';
import { invalid, requireText } from '../validate/required.js';
import { dataKeyOf, keyOfHandle } from './claims.js';
import type { VolumeUseCases } from './controller-use-cases.js';

export function expandVolume(
  useCases: Pick<VolumeUseCases, 'expandVolume'>,
  nodeExpansionRequired: boolean,
): Rpc {
  return rpc(Controller.method.controllerExpandVolume, {
    volume: ({ volumeId }) => [keyOfHandle(volumeId), dataKeyOf(volumeId)],
    parse,
    run: (request, signal) => useCases.expandVolume(request, signal),
    reply: (capacityBytes) => ({ capacityBytes, nodeExpansionRequired }),
  });
}

function parse(wire: Wire): Result<ExpandVolumeRequest, Problem> {
  const volumeId = requireText('volume_id', wire.volumeId);
  if (!volumeId.ok) return volumeId;
  if (wire.capacityRange === undefined)
    return invalid('capacity_range', undefined, 'this field is required and is missing');
  const range = parseCapacityRange(wire.capacityRange);
  if (!range.ok) return range;
  const given = wire.volumeCapability;
  const capability = given === undefined ? ok(undefined) : parseCapability('volume_capability', given);
  if (!capability.ok) return capability;
  const credentials = parseCredentials(wire.secrets);
  if (!credentials.ok) return credentials;
  return ok({
    ...range.value,
    volumeId: volumeId.value,
    capability: capability.value,
    credentials: credentials.value,
  });
}
