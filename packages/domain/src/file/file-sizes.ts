import { bytes, MIB } from '../shared/bytes.js';
import type { SizeRule } from '../volume/capacity-range.js';

/** The array documents no allocation unit of a quota; this is the one every size here is a multiple of. */
const ALLOCATION_UNIT = MIB;

/** Less than a unit cannot be enforced, and rounding it up would hide a typing error such as "5" for "5Gi". */
export const FILE_SIZES: SizeRule = {
  smallest: bytes(ALLOCATION_UNIT),
  belowSmallest: 'refused',
  step: ALLOCATION_UNIT,
  grain: ALLOCATION_UNIT,
};
