const BLOCK = 4096;

/** A sparse disk: blocks never written read as zeros. */
export class MemoryDisk {
  /** May grow, as a volume of the array does. */
  sizeBytes: bigint;
  naa: string;
  private readonly blocks = new Map<number, Uint8Array>();

  constructor(naa: string, sizeBytes: bigint) {
    this.naa = naa;
    this.sizeBytes = sizeBytes;
  }

  read(offset: number, length: number): Uint8Array {
    const result = new Uint8Array(length);
    this.eachPart(offset, length, (block, within, at, count) => {
      const found = this.blocks.get(block);
      if (found !== undefined) result.set(found.subarray(within, within + count), at);
    });
    return result;
  }

  write(offset: number, bytes: Uint8Array): void {
    this.eachPart(offset, bytes.length, (block, within, at, count) => {
      const found = this.blocks.get(block) ?? new Uint8Array(BLOCK);
      found.set(bytes.subarray(at, at + count), within);
      this.blocks.set(block, found);
    });
  }

  private eachPart(
    offset: number,
    length: number,
    act: (block: number, within: number, at: number, count: number) => void,
  ): void {
    if (offset < 0 || BigInt(offset + length) > this.sizeBytes)
      throw new RangeError('beyond the end of the disk');
    for (let at = 0; at < length; ) {
      const within = (offset + at) % BLOCK;
      const count = Math.min(BLOCK - within, length - at);
      act(Math.floor((offset + at) / BLOCK), within, at, count);
      at += count;
    }
  }
}
