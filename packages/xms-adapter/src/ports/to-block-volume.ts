import { bytes, identityFromSn } from '@twinsite/domain';
import type { BlockVolume, IdentityRule, VolumeName, VolumeState } from '@twinsite/domain';
import { settledWithAction } from '../wire/settled.js';
import type { WireVolume } from '../wire/volume.js';

export function toBlockVolume(
  wire: WireVolume,
  name: VolumeName,
  array: { readonly name: string; readonly identityRule: IdentityRule },
): BlockVolume {
  return {
    array: array.name,
    id: String(wire.id),
    name,
    size: bytes(wire.size),
    pool: wire.pool,
    sn: wire.sn,
    naa: identityFromSn(array.identityRule, wire.sn),
    origin: wire.parentSnapshot === undefined ? 'new' : 'copied',
    parentSnapshot: wire.parentSnapshot === undefined ? undefined : String(wire.parentSnapshot),
    state: stateOf(wire),
    accessPath: wire.accessPath,
    clients: wire.clients,
    description: wire.description,
  };
}

function stateOf(wire: WireVolume): VolumeState {
  switch (settledWithAction(wire.status, wire.actionStatus)) {
    case 'done':
      return { kind: 'ready' };
    case 'failed':
      return { kind: 'failed', status: wire.status };
    case 'in-progress':
      return { kind: 'settling', status: wire.status === 'active' ? wire.actionStatus : wire.status };
  }
}
