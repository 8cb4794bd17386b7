import { decodeWord, encodeWord } from '../shared/encoded-word.js';

/** A line of a block volume's description: the group that it belongs to, readable from the volume alone. */
const NOTE = /^twinsite\/\d+ protected by(?: |$)/;
const READABLE = /^twinsite\/1 protected by (\S+)$/;

/** `unreadable`: a note of another release, or two that differ. The volume is protected, and it is not known by which group. */
export type FoundProtection = { readonly group: string } | 'unreadable' | undefined;

export function readProtectionNote(description: string): FoundProtection {
  const [line, ...others] = [...new Set(description.split('\n').filter((text) => NOTE.test(text)))];
  if (line === undefined) return undefined;
  const group = decodeWord(READABLE.exec(line)?.[1] ?? '');
  return others.length > 0 || group === undefined ? 'unreadable' : { group };
}

/** The description with this note in place of any other, or without one; other lines stay. */
export function writeProtectionNote(description: string, group: string | undefined): string {
  const rest = description
    .split('\n')
    .filter((line) => !NOTE.test(line))
    .join('\n');
  if (group === undefined) return rest;
  return `${rest}${rest === '' ? '' : '\n'}twinsite/1 protected by ${encodeWord(group)}`;
}
