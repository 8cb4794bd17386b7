import type { BackingVolume } from '../data-plane.js';

const blockBytes = 4096;

type Blocks = Map<number, Uint8Array>;

interface Backing {
  volume: BackingVolume;
  readonly blocks: Blocks;
}

/** The pool both sites share: sparse volumes of 4 KiB blocks; what was never written reads as zeros. */
export class BlockStore {
  private readonly backings = new Map<number, Backing>();
  private readonly snapshots = new Map<number, Blocks>();

  ensure(volume: BackingVolume): void {
    const known = this.backings.get(volume.id);
    if (known) known.volume = volume;
    else this.backings.set(volume.id, { volume, blocks: copyOf(this.source(volume)) });
  }

  takeSnapshot(snapshotId: number, volumeId: number): void {
    if (this.snapshots.has(snapshotId)) return;
    this.snapshots.set(snapshotId, copyOf(this.demand(volumeId).blocks));
  }

  removeSnapshot(snapshotId: number): void {
    this.snapshots.delete(snapshotId);
  }

  snapshotIds(): number[] {
    return [...this.snapshots.keys()];
  }

  remove(volumeId: number): void {
    this.backings.delete(volumeId);
  }

  volume(volumeId: number): BackingVolume | undefined {
    return this.backings.get(volumeId)?.volume;
  }

  ids(): number[] {
    return [...this.backings.keys()];
  }

  /** Bytes of storage in use, in whole blocks. */
  allocatedBytes(volumeId: number): number {
    return (this.backings.get(volumeId)?.blocks.size ?? 0) * blockBytes;
  }

  /** Offset and length in bytes. */
  read(volumeId: number, offset: number, length: number): Uint8Array {
    const backing = this.demand(volumeId);
    const out = new Uint8Array(length);
    forEachPart(offset, length, (block, from, to, at) => {
      const stored = backing.blocks.get(block);
      if (stored) out.set(stored.subarray(from, to), at);
    });
    return out;
  }

  /** Offset in bytes. */
  write(volumeId: number, offset: number, bytes: Uint8Array): void {
    const backing = this.demand(volumeId);
    forEachPart(offset, bytes.length, (block, from, to, at) => {
      const stored = backing.blocks.get(block) ?? new Uint8Array(blockBytes);
      stored.set(bytes.subarray(at, at + to - from), from);
      backing.blocks.set(block, stored);
    });
  }

  private source({ snapshotId }: BackingVolume): Blocks {
    const blocks = snapshotId === undefined ? new Map<number, Uint8Array>() : this.snapshots.get(snapshotId);
    if (!blocks) throw new Error(`snapshot ${snapshotId ?? ''} has no bytes`);
    return blocks;
  }

  private demand(volumeId: number): Backing {
    const backing = this.backings.get(volumeId);
    if (!backing) throw new Error(`volume ${volumeId} has no backing`);
    return backing;
  }
}

const copyOf = (blocks: Blocks): Blocks => new Map([...blocks].map(([at, bytes]) => [at, bytes.slice()]));

type Part = (block: number, from: number, to: number, at: number) => void;

function forEachPart(offset: number, length: number, act: Part): void {
  for (let at = 0; at < length; ) {
    const block = Math.floor((offset + at) / blockBytes);
    const from = (offset + at) % blockBytes;
    const to = Math.min(blockBytes, from + length - at);
    act(block, from, to, at);
    at += to - from;
  }
}
