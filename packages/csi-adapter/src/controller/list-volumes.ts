import { ok, type ListedVolume } from '@twinsite/domain';
import { Controller } from '../generated/csi_pb.js';
import { rpc, type Rpc } from '../rpc.js';
import { parsePage } from '../validate/page.js';
import { requireText } from '../validate/required.js';
import type { VolumeUseCases } from './controller-use-cases.js';

export function listVolumes(useCases: Pick<VolumeUseCases, 'listVolumes'>): Rpc {
  return rpc(Controller.method.listVolumes, {
    parse: parsePage,
    run: (request, signal) => useCases.listVolumes(request, signal),
    reply: ({ rows, nextToken }) => ({ entries: rows.map(entryOf), nextToken }),
  });
}

export function getVolume(useCases: Pick<VolumeUseCases, 'getVolume'>): Rpc {
  return rpc(Controller.method.controllerGetVolume, {
    parse: (wire) => {
      const volumeId = requireText('volume_id', wire.volumeId);
      return volumeId.ok ? ok({ volumeId: volumeId.value }) : volumeId;
    },
    run: (request, signal) => useCases.getVolume(request, signal),
    reply: entryOf,
  });
}

const entryOf = ({ volumeId, size, publishedNodeIds }: ListedVolume) => ({
  volume: { volumeId, capacityBytes: size },
  status: { publishedNodeIds: [...publishedNodeIds] },
});
