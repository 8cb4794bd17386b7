import { createHash } from 'node:crypto';

/** Longest file name most file systems take is 255 bytes; the rest is for the suffixes. */
const LONGEST = 180;

/** One safe file name per volume id, whatever characters it has; readable where it can be. */
export function recordFileName(volume: string): string {
  const safe = Array.from(new TextEncoder().encode(volume), encode).join('');
  const stem = safe.length <= LONGEST ? safe : `sha256-${createHash('sha256').update(volume).digest('hex')}`;
  return `${stem}.json`;
}

const encode = (byte: number): string => {
  const char = String.fromCharCode(byte);
  return /[A-Za-z0-9_-]/.test(char) ? char : `%${byte.toString(16).padStart(2, '0')}`;
};
