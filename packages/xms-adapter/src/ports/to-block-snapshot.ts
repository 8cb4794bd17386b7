import { bytes, type BlockSnapshot } from '@twinsite/domain';
import { MalformedReply, type Reader } from '../wire/reader.js';
import { decodeSnapshot, type WireSnapshot } from '../wire/snapshot.js';
import { stateOf } from './state-of.js';

/** Undefined for a snapshot that no longer names its volume: none of ours, since their volumes are not deleted. */
export function toBlockSnapshot(wire: WireSnapshot, array: string): BlockSnapshot | undefined {
  const { volume } = wire;
  if (volume === undefined) return undefined;
  const created = Date.parse(wire.created);
  return {
    array,
    id: String(wire.id),
    name: wire.name,
    description: wire.description,
    size: bytes(wire.size),
    volume: { id: String(volume.id), name: volume.name },
    createdAt: Number.isNaN(created) ? undefined : created,
    state: stateOf(wire),
  };
}

/** One snapshot asked for by its id has to name its volume. */
export function decodeBlockSnapshot(array: string): (from: Reader) => BlockSnapshot {
  return (from) => {
    const snapshot = toBlockSnapshot(decodeSnapshot(from.object('block_snapshot')), array);
    if (snapshot === undefined)
      throw new MalformedReply('block_snapshot.volume is missing; it should be an object');
    return snapshot;
  };
}
