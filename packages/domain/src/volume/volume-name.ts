import type { Brand } from '../shared/brand.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { GeneralProblem } from '../shared/problem.js';

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

/** The bytes of a text; the domain has no encoder of a platform. */
export function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code >> 6), tail(code));
    else bytes.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code));
  }
  return Uint8Array.from(bytes);
}

const tail = (code: number): number => 0x80 | (code & 0x3f);
