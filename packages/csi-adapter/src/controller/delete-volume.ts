import { ok, type DeleteVolumeRequest, type Problem, type Result } from '@twinsite/domain';
import { parseCredentials } from '../credentials.js';
import { Controller, type DeleteVolumeRequest as Wire } from '../generated/csi_pb.js';
import { rpc, type Rpc } from '../rpc.js';
import { requireText } from '../validate/required.js';
import type { VolumeUseCases } from './controller-use-cases.js';
import { dataKeyOf, keyOfHandle } from './claims.js';

export function deleteVolume(useCases: Pick<VolumeUseCases, 'deleteVolume'>): Rpc {
  return rpc(Controller.method.deleteVolume, {
    volume: ({ volumeId }) => [keyOfHandle(volumeId), dataKeyOf(volumeId)],
    parse,
    run: (request, signal) => useCases.deleteVolume(request, signal),
    reply: () => ({}),
  });
}

function parse(wire: Wire): Result<DeleteVolumeRequest, Problem> {
  const volumeId = requireText('volume_id', wire.volumeId);
  if (!volumeId.ok) return volumeId;
  const credentials = parseCredentials(wire.secrets);
  return credentials.ok ? ok({ volumeId: volumeId.value, credentials: credentials.value }) : credentials;
}
