import {
  all,
  failed,
  MIB,
  ok,
  type Bytes,
  type CancelSignal,
  type DiskContents,
  type DiskReading,
  type FormatIntent,
  type Problem,
  type Result,
} from '@twinsite/domain';
import type { CommandRunner } from '../command/command-runner.port.js';
import type { BlockDevices } from './block-devices.js';
import { readRegion, writeRegion } from './dd.js';
import { decodeIntent, encodeIntent, INTENT_BYTES } from './intent-region.js';
import { identifyContents } from './identify-contents.js';

const EDGE = Number(MIB);

/**
 * Reads disks with dd (O_DIRECT), blkid -p and wipefs, never from udev. blkid's "nothing found" (exit 2) also stands
 * for "could not read", so both edges of the disk are read whole before anything is called blank (hazard H3).
 */
export class LinuxDiskContents implements DiskContents {
  private readonly runner: CommandRunner;
  private readonly devices: BlockDevices;

  constructor(runner: CommandRunner, devices: BlockDevices) {
    this.runner = runner;
    this.devices = devices;
  }

  async probe(device: string, signal: CancelSignal): Promise<Result<DiskReading, Problem>> {
    const size = await this.sizeOf(device, signal);
    if (!size.ok) return size;
    const edges = all(
      await Promise.all([
        readRegion(this.runner, { device, offset: 0n, length: EDGE }, signal),
        readRegion(this.runner, { device, offset: size.value - MIB, length: EDGE }, signal),
      ]),
    );
    if (!edges.ok) return edges;
    const [head = new Uint8Array(), tail = new Uint8Array()] = edges.value;
    const intent = decodeIntent(tail.subarray(0, INTENT_BYTES));
    const dirt = firstDirt(head, 0n) ?? firstDirt(tail, size.value - MIB);
    const found = await identifyContents(this.runner, { device, dirt }, signal);
    if (!found.ok) return found;
    return ok({ ...found.value, intent, size: size.value });
  }

  recordIntent(device: string, intent: FormatIntent, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.writeIntent(device, encodeIntent(intent), signal);
  }

  clearIntent(device: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.writeIntent(device, new Uint8Array(INTENT_BYTES), signal);
  }

  private async writeIntent(
    device: string,
    bytes: Uint8Array,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const size = await this.sizeOf(device, signal);
    if (!size.ok) return size;
    return writeRegion(this.runner, { device, offset: size.value - MIB, bytes }, signal);
  }

  private async sizeOf(device: string, signal: CancelSignal): Promise<Result<Bytes, Problem>> {
    const size = await this.devices.sizeOfPath(device, signal);
    if (!size.ok || size.value >= 2n * MIB) return size;
    const found = `${size.value.toString()} bytes: too small to tell its contents`;
    return failed({ kind: 'disk-not-blank', device, found });
  }
}

/** Offset of the first byte that is not zero. */
function firstDirt(region: Uint8Array, base: bigint): bigint | undefined {
  const at = region.findIndex((byte) => byte !== 0);
  return at < 0 ? undefined : base + BigInt(at);
}
