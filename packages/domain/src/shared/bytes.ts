import type { Brand } from './brand.js';

/** A whole, non-negative number of bytes. */
export type Bytes = Brand<bigint, 'Bytes'>;

export const KIB = 1024n;
export const MIB = 1024n * KIB;
export const GIB = 1024n * MIB;
export const TIB = 1024n * GIB;

/** Throws on a negative count: a caller that can have one must check it first. */
export function bytes(count: bigint | number): Bytes {
  const value = BigInt(count);
  if (value < 0n) throw new RangeError(`a size cannot be negative: ${value.toString()} bytes`);
  return value as Bytes;
}

/** Parses a decimal count of bytes; undefined for anything else. */
export function parseBytes(text: string): Bytes | undefined {
  return /^\d{1,19}$/.test(text) ? bytes(BigInt(text)) : undefined;
}

export function roundUp(size: Bytes, step: bigint): Bytes {
  return bytes(((size + step - 1n) / step) * step);
}

const UNITS: readonly (readonly [bigint, string])[] = [
  [TIB, 'TiB'],
  [GIB, 'GiB'],
  [MIB, 'MiB'],
  [KIB, 'KiB'],
];

/** For messages: the exact count in the largest unit that divides it, e.g. `20 GiB`, else bytes. */
export function formatBytes(size: bigint): string {
  const unit = size === 0n ? undefined : UNITS.find(([step]) => size % step === 0n);
  return unit ? `${(size / unit[0]).toString()} ${unit[1]}` : `${size.toString()} bytes`;
}
