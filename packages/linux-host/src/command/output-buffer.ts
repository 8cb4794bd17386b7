/** Keeps the first `limit` bytes; the rest is drained so that the writer never blocks. */
export class OutputBuffer {
  private readonly limit: number;
  private readonly chunks: Uint8Array[] = [];
  private kept = 0;
  overflow = false;

  constructor(limit: number) {
    this.limit = limit;
  }

  add(chunk: Uint8Array): void {
    const room = this.limit - this.kept;
    if (chunk.length > room) this.overflow = true;
    const part = chunk.subarray(0, room);
    if (part.length === 0) return;
    this.chunks.push(part);
    this.kept += part.length;
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.chunks);
  }
}
