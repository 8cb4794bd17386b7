import { ok, type CapacityRange, type GeneralProblem, type Result } from '@twinsite/domain';
import type { CapacityRange as WireRange } from '../generated/csi_pb.js';
import { invalid } from './required.js';

/** Signs and presence only; whether the bounds make sense together is the domain's business (OUT_OF_RANGE). */
export function parseCapacityRange(wire: WireRange | undefined): Result<CapacityRange, GeneralProblem> {
  if (wire === undefined) return ok({});
  const { requiredBytes, limitBytes } = wire;
  if (requiredBytes < 0n) return negative('capacity_range.required_bytes', requiredBytes);
  if (limitBytes < 0n) return negative('capacity_range.limit_bytes', limitBytes);
  if (requiredBytes === 0n && limitBytes === 0n) {
    return invalid(
      'capacity_range',
      undefined,
      'give required_bytes, limit_bytes or both, or leave the range out',
    );
  }
  return ok({
    ...(requiredBytes === 0n ? {} : { requiredBytes }),
    ...(limitBytes === 0n ? {} : { limitBytes }),
  });
}

function negative(field: string, value: bigint): Result<never, GeneralProblem> {
  return invalid(field, value.toString(), 'give a positive number of bytes, or 0 for "not specified"');
}
