import { bytes, formatBytes, GIB, MIB, roundUp, TIB, type Bytes } from '../shared/bytes.js';
import type { GeneralProblem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { VolumeProblem } from './volume-problems.js';

/** CSI CapacityRange; a bound that is not given is undefined. Unit: bytes. */
export interface CapacityRange {
  readonly requiredBytes?: bigint;
  readonly limitBytes?: bigint;
}

/** What sizes one kind of volume can have. */
export interface SizeRule {
  readonly smallest: Bytes;
  /** What becomes of a request for less than the smallest volume. */
  readonly belowSmallest: 'smallest' | 'refused';
  /** What a size is rounded up to where the limit leaves room, and what every size is a multiple of. */
  readonly step: bigint;
  readonly grain: bigint;
}

export const DEFAULT_VOLUME_SIZE = bytes(GIB);
export const SMALLEST_VOLUME = bytes(16n * MIB);
/** The array documents no maximum; a size above this is taken for a mistake. */
export const LARGEST_VOLUME = bytes(64n * TIB);
const SECTOR = 512n;

export const BLOCK_SIZES: SizeRule = {
  smallest: SMALLEST_VOLUME,
  belowSmallest: 'smallest',
  step: MIB,
  grain: SECTOR,
};

type RangeProblem = VolumeProblem | GeneralProblem;

/** The size to create: the smallest that fits, rounded up to a whole step where the limit leaves room. */
export function chooseSize(range: CapacityRange, rule = BLOCK_SIZES): Result<Bytes, RangeProblem> {
  const problem = refuseRange(range, rule);
  if (problem !== undefined) return failed(problem);
  const { limitBytes } = range;
  const wanted = range.requiredBytes ?? smaller(DEFAULT_VOLUME_SIZE, limitBytes);
  const least = bytes(wanted < rule.smallest ? rule.smallest : wanted);
  const rounded = roundUp(least, rule.step);
  if (limitBytes === undefined || rounded <= limitBytes) return ok(rounded);
  const exact = range.requiredBytes === undefined ? bytes(least - (least % rule.grain)) : least;
  if (exact % rule.grain === 0n) return ok(exact);
  const detail = `no whole number of ${formatBytes(rule.grain)} between ${least.toString()} and ${limitBytes.toString()} bytes`;
  return failed({ kind: 'capacity-out-of-range', detail });
}

function refuseRange(range: CapacityRange, rule: SizeRule): RangeProblem | undefined {
  const { requiredBytes, limitBytes } = range;
  if (requiredBytes !== undefined && requiredBytes < 0n) return negative('required_bytes', requiredBytes);
  if (limitBytes !== undefined && limitBytes < 0n) return negative('limit_bytes', limitBytes);
  const small = refuseSmall(range, rule);
  if (small !== undefined || requiredBytes === undefined) return small;
  if (limitBytes !== undefined && limitBytes < requiredBytes) {
    return outOfRange('limit_bytes', limitBytes, `below required_bytes ${formatBytes(requiredBytes)}`);
  }
  return requiredBytes > LARGEST_VOLUME
    ? outOfRange('required_bytes', requiredBytes, `above the largest volume, ${formatBytes(LARGEST_VOLUME)}`)
    : undefined;
}

function refuseSmall(
  { requiredBytes, limitBytes }: CapacityRange,
  { smallest, belowSmallest }: SizeRule,
): RangeProblem | undefined {
  const below = `below the smallest volume, ${formatBytes(smallest)}`;
  if (limitBytes !== undefined && limitBytes < smallest) return outOfRange('limit_bytes', limitBytes, below);
  const isRefused = belowSmallest === 'refused' && requiredBytes !== undefined && requiredBytes < smallest;
  return isRefused ? outOfRange('required_bytes', requiredBytes, below) : undefined;
}

/** Whether an existing volume of this size answers the range (CSI CreateVolume idempotency). */
export function fitsRange(size: Bytes, range: CapacityRange, rule = BLOCK_SIZES): boolean {
  if (!chooseSize(range, rule).ok) return false;
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
