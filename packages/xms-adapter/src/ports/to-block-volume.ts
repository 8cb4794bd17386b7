import { bytes, identityFromSn, readVolumeNotes } from '@twinsite/domain';
import type { BlockVolume, IdentityRule, VolumeName } from '@twinsite/domain';
import type { WireVolume } from '../wire/volume.js';
import { stateOf } from './state-of.js';

export function toBlockVolume(
  wire: WireVolume,
  name: VolumeName,
  array: { readonly name: string; readonly identityRule: IdentityRule },
): BlockVolume {
  const parent = dependsOn(wire);
  // The note outlives a flatten, after which the array may show no parent any more.
  const copied = wire.snapshot !== undefined || readVolumeNotes(wire.description).source !== undefined;
  return {
    array: array.name,
    id: String(wire.id),
    name,
    size: bytes(wire.size),
    pool: wire.pool,
    sn: wire.sn,
    naa: identityFromSn(array.identityRule, wire.sn),
    origin: copied ? 'copied' : 'new',
    parentSnapshot: parent === undefined ? undefined : String(parent),
    state: stateOf(wire),
    accessPath: wire.accessPath,
    clients: wire.clients,
    description: wire.description,
  };
}

/** The snapshot whose data the volume still shares. */
export const dependsOn = ({ snapshot, flattened }: WireVolume): number | undefined =>
  flattened === true ? undefined : snapshot;
