import { ok, type CreateVolumeRequest, type Problem, type Result } from '@twinsite/domain';
import { parseCredentials } from '../credentials.js';
import { Controller, type CreateVolumeRequest as Wire } from '../generated/csi_pb.js';
import { rpc, type Rpc } from '../rpc.js';
import { requireCapabilities } from '../validate/capability.js';
import { parseCapacityRange } from '../validate/capacity-range.js';
import { firstRefusal, invalid, refuseUnadvertised, requireText } from '../validate/required.js';
import { dataKeyOf } from './claims.js';
import type { VolumeUseCases } from './controller-use-cases.js';

type Parsed<T> = Result<T, Problem>;

export function createVolume(useCases: Pick<VolumeUseCases, 'createVolume'>): Rpc {
  return rpc(Controller.method.createVolume, {
    volume: ({ name, volumeContentSource: source }) =>
      source?.type.case === 'volume' ? [name, dataKeyOf(source.type.value.volumeId)] : name,
    parse,
    run: (request, signal) => useCases.createVolume(request, signal),
    // No accessible_topology: a site never pins data (both sites reach the volume).
    reply: ({ volumeId, size, context }, { volumeContentSource: contentSource }) => ({
      volume: {
        volumeId,
        capacityBytes: size,
        volumeContext: { ...context },
        ...(contentSource === undefined ? {} : { contentSource }),
      },
    }),
  });
}

function parse(wire: Wire): Parsed<CreateVolumeRequest> {
  const refusal = firstRefusal(
    requireText('name', wire.name),
    refuseUnadvertised('mutable_parameters', Object.keys(wire.mutableParameters).length > 0, 'MODIFY_VOLUME'),
    refuseUnadvertised(
      'accessibility_requirements',
      wire.accessibilityRequirements !== undefined,
      'VOLUME_ACCESSIBILITY_CONSTRAINTS',
    ),
  );
  if (refusal) return refusal;
  const capabilities = requireCapabilities('volume_capabilities', wire.volumeCapabilities);
  if (!capabilities.ok) return capabilities;
  const range = parseCapacityRange(wire.capacityRange);
  if (!range.ok) return range;
  const source = parseSource(wire);
  if (!source.ok) return source;
  const credentials = parseCredentials(wire.secrets);
  if (!credentials.ok) return credentials;
  return ok({
    ...range.value,
    name: wire.name,
    parameters: { ...wire.parameters },
    capabilities: capabilities.value,
    source: source.value,
    credentials: credentials.value,
  });
}

function parseSource({ volumeContentSource: source }: Wire): Parsed<CreateVolumeRequest['source']> {
  if (source === undefined) return ok('none');
  const field = 'volume_content_source';
  switch (source.type.case) {
    case 'snapshot': {
      const snapshotId = requireText(`${field}.snapshot.snapshot_id`, source.type.value.snapshotId);
      return snapshotId.ok ? ok({ kind: 'snapshot', snapshotId: snapshotId.value }) : snapshotId;
    }
    case 'volume': {
      const volumeId = requireText(`${field}.volume.volume_id`, source.type.value.volumeId);
      return volumeId.ok ? ok({ kind: 'volume', volumeId: volumeId.value }) : volumeId;
    }
    case undefined:
      return invalid(field, undefined, 'set snapshot or volume, or leave it out');
  }
}
