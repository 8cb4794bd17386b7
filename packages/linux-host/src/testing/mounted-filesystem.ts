import type { SimBlockDevice } from './block-device.js';
import { encodeHead, TABLE_AT, TABLE_BYTES, type Superblock } from './filesystem-image.js';

const MIB = 1024 * 1024;
const FIRST_EXTENT = 4 * MIB;
const EXTENT_BYTES = 8 * MIB;
const SECTOR = 512;

interface FileEntry {
  readonly name: string;
  readonly length: number;
}

/** A file system that is mounted on one simulated host, shared by all binds of it. */
export class MountedFilesystem {
  readonly device: SimBlockDevice;
  superblock: Superblock;
  /** As inodes in memory: valid while nobody else has it mounted, like the real ones. */
  private files: readonly FileEntry[] | undefined;

  constructor(device: SimBlockDevice, superblock: Superblock) {
    this.device = device;
    this.superblock = superblock;
  }

  /** Appends and returns when data and length are on the disk, as write(2) and fdatasync(2) would. */
  async append(name: string, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const files = await this.table(signal);
    const known = files.findIndex((entry) => entry.name === name);
    const index = known < 0 ? files.length : known;
    const length = files[index]?.length ?? 0;
    const start = this.extentOf(index, length + bytes.length);
    const from = start + length - (length % SECTOR);
    const tail = await this.device.read(from, roundUp((length % SECTOR) + bytes.length), signal);
    tail.set(bytes, length % SECTOR);
    await this.device.write(from, tail, signal);
    const changed = { name, length: length + bytes.length };
    const next = files.map((entry, at) => (at === index ? changed : entry));
    await this.writeTable(known < 0 ? [...files, changed] : next, signal);
  }

  /** The whole file, from the disk. Undefined when there is none. */
  async read(name: string, signal: AbortSignal): Promise<Uint8Array | undefined> {
    const files = await this.table(signal);
    const index = files.findIndex((entry) => entry.name === name);
    const entry = files[index];
    if (entry === undefined) return undefined;
    const bytes = await this.device.read(this.extentOf(index, entry.length), roundUp(entry.length), signal);
    return bytes.subarray(0, entry.length);
  }

  /** Writes the superblock as it is now, with its size. */
  async setDirty(dirty: boolean, signal: AbortSignal): Promise<void> {
    this.superblock = { ...this.superblock, dirty };
    await this.device.write(0, encodeHead(this.superblock), signal);
  }

  usedBytes(): number {
    return (this.files ?? []).reduce((sum, entry) => sum + roundUp(entry.length), FIRST_EXTENT);
  }

  private extentOf(index: number, length: number): number {
    const start = FIRST_EXTENT + index * EXTENT_BYTES;
    if (length > EXTENT_BYTES || BigInt(start + EXTENT_BYTES) > this.superblock.sizeBytes) {
      throw Object.assign(new Error('No space left on device'), { code: 'ENOSPC' });
    }
    return start;
  }

  private async table(signal: AbortSignal): Promise<readonly FileEntry[]> {
    if (this.files !== undefined) return this.files;
    const block = await this.device.read(TABLE_AT, TABLE_BYTES, signal);
    const end = block.indexOf(0);
    const text = new TextDecoder().decode(block.subarray(0, end));
    this.files = text === '' ? [] : (JSON.parse(text) as FileEntry[]);
    return this.files;
  }

  private async writeTable(files: readonly FileEntry[], signal: AbortSignal): Promise<void> {
    const block = new Uint8Array(TABLE_BYTES);
    block.set(new TextEncoder().encode(JSON.stringify(files)));
    await this.device.write(TABLE_AT, block, signal);
    this.files = files;
  }
}

const roundUp = (length: number): number => Math.ceil(length / SECTOR) * SECTOR;
