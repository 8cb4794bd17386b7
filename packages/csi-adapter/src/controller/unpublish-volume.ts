import { ok, type Problem, type Result, type UnpublishVolumeRequest } from '@twinsite/domain';
import { parseCredentials } from '../credentials.js';
import { Controller, type ControllerUnpublishVolumeRequest as Wire } from '../generated/csi_pb.js';
import { rpc, type Rpc } from '../rpc.js';
import { requireText } from '../validate/required.js';
import type { VolumeUseCases } from './controller-use-cases.js';
import { keyOfHandle } from './claims.js';

export function unpublishVolume(useCases: Pick<VolumeUseCases, 'unpublishVolume'>): Rpc {
  return rpc(Controller.method.controllerUnpublishVolume, {
    volume: ({ volumeId }) => keyOfHandle(volumeId),
    parse,
    run: (request, signal) => useCases.unpublishVolume(request, signal),
    reply: () => ({}),
  });
}

function parse(wire: Wire): Result<UnpublishVolumeRequest, Problem> {
  const volumeId = requireText('volume_id', wire.volumeId);
  if (!volumeId.ok) return volumeId;
  const credentials = parseCredentials(wire.secrets);
  if (!credentials.ok) return credentials;
  const nodeId = wire.nodeId === '' ? undefined : wire.nodeId;
  return ok({ volumeId: volumeId.value, nodeId, credentials: credentials.value });
}
