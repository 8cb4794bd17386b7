import { bytes, formatBytes, GIB, MIB, roundUp, TIB, type Bytes } from '../shared/bytes.js';
import type { GeneralProblem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { VolumeProblem } from './volume-problems.js';

/** CSI CapacityRange; a bound that is not given is undefined. Unit: bytes. */
export interface CapacityRange {
  readonly requiredBytes?: bigint;
  readonly limitBytes?: bigint;
}

export const DEFAULT_VOLUME_SIZE = bytes(GIB);
export const SMALLEST_VOLUME = bytes(16n * MIB);
/** The array documents no maximum; a size above this is taken for a mistake. */
export const LARGEST_VOLUME = bytes(64n * TIB);
const STEP = MIB;
const SECTOR = 512n;

type RangeProblem = VolumeProblem | GeneralProblem;

/** The size to create: the smallest that fits, rounded up to a whole MiB where the limit leaves room. */
export function chooseSize(range: CapacityRange): Result<Bytes, RangeProblem> {
  const problem = refuseRange(range);
  if (problem !== undefined) return failed(problem);
  const { limitBytes } = range;
  const wanted = range.requiredBytes ?? smaller(DEFAULT_VOLUME_SIZE, limitBytes);
  const least = bytes(wanted < SMALLEST_VOLUME ? SMALLEST_VOLUME : wanted);
  const rounded = roundUp(least, STEP);
  if (limitBytes === undefined || rounded <= limitBytes) return ok(rounded);
  if (least % SECTOR === 0n) return ok(least);
  const detail = `no whole number of 512-byte sectors between ${least.toString()} and ${limitBytes.toString()} bytes`;
  return failed({ kind: 'capacity-out-of-range', detail });
}

function refuseRange({ requiredBytes, limitBytes }: CapacityRange): RangeProblem | undefined {
  if (requiredBytes !== undefined && requiredBytes < 0n) return negative('required_bytes', requiredBytes);
  if (limitBytes !== undefined && limitBytes < 0n) return negative('limit_bytes', limitBytes);
  if (limitBytes !== undefined && limitBytes < SMALLEST_VOLUME) {
    return outOfRange(
      'limit_bytes',
      limitBytes,
      `below the smallest volume, ${formatBytes(SMALLEST_VOLUME)}`,
    );
  }
  if (requiredBytes === undefined) return undefined;
  if (limitBytes !== undefined && limitBytes < requiredBytes) {
    return outOfRange('limit_bytes', limitBytes, `below required_bytes ${formatBytes(requiredBytes)}`);
  }
  return requiredBytes > LARGEST_VOLUME
    ? outOfRange('required_bytes', requiredBytes, `above the largest volume, ${formatBytes(LARGEST_VOLUME)}`)
    : undefined;
}

/** Whether an existing volume of this size answers the range (CSI CreateVolume idempotency). */
export function fitsRange(size: Bytes, range: CapacityRange): boolean {
  if (!chooseSize(range).ok) return false;
  const required = range.requiredBytes ?? 0n;
  return size >= required && (range.limitBytes === undefined || size <= range.limitBytes);
}

const smaller = (size: Bytes, limit: bigint | undefined): bigint =>
  limit !== undefined && limit < size ? limit : size;

function negative(field: string, value: bigint): RangeProblem {
  const remedy = 'give a positive number of bytes';
  return { kind: 'invalid-request', field: `capacity_range.${field}`, value: value.toString(), remedy };
}

const outOfRange = (field: string, value: bigint, why: string): RangeProblem => ({
  kind: 'capacity-out-of-range',
  detail: `capacity_range.${field} ${formatBytes(value)} is ${why}`,
});
