import { bytes, MIB } from '../../shared/bytes.js';
import { never } from '../../shared/cancel-signal.js';
import type { BlockVolume } from '../../volume/volume.js';
import { expectOk } from '../check.js';
import type { VolumesSubject } from './volumes-subject.js';

export const SIZE = bytes(64n * MIB);

/** A new volume under a name nobody has used. */
export async function aVolume(subject: VolumesSubject): Promise<BlockVolume> {
  const name = subject.freshName();
  const description = `twinsite volume ${name}`;
  const spec = { name, pool: subject.pool, size: SIZE, description };
  return expectOk(await subject.array.volumes.create(spec, never), 'create volume');
}

/** The volume as the array shows it now. */
export async function again(subject: VolumesSubject, volume: BlockVolume): Promise<BlockVolume> {
  const found = expectOk(await subject.array.volumes.find(volume.name, never), 'find volume');
  if (found === undefined) throw new Error(`volume ${volume.name} is not found`);
  return found;
}
