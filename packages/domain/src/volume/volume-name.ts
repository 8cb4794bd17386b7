import type { Brand } from '../shared/brand.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { GeneralProblem } from '../shared/problem.js';
import { utf8 } from '../shared/utf8.js';

/** The name the container orchestrator chose; also the volume's name on the array (idempotency key). */
export type VolumeName = Brand<string, 'VolumeName'>;

/** CSI spec, "Size Limits": names have at most 128 bytes; control characters are refused by the array. */
export function parseVolumeName(text: string, field: string): Result<VolumeName, GeneralProblem> {
  if (text === '') return invalid(field, text, 'a volume name is required');
  // eslint-disable-next-line no-control-regex -- names with control characters are what this refuses
  if (/[\u0000-\u001f\u007f]/.test(text))
    return invalid(field, text, 'control characters are not allowed in a volume name');
  if (utf8(text).length > 128) return invalid(field, text, 'a volume name has at most 128 bytes');
  return ok(text as VolumeName);
}

function invalid(field: string, value: string, remedy: string): Result<never, GeneralProblem> {
  return failed({ kind: 'invalid-request', field, value: JSON.stringify(value).slice(1, -1), remedy });
}
