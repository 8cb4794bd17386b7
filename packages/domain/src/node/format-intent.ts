import { parseNaa, type Naa } from '../volume/scsi-identity.js';

/**
 * Stands on the disk itself from just before mkfs until just after it (docs/adr/0007). A disk that carries the
 * record of its own volume holds at most a half-made file system and may be formatted again by any node.
 */
export interface FormatIntent {
  readonly naa: Naa;
  readonly fsType: string;
}

const MAGIC = 'twinsite-format-intent';
const VERSION = '1';

/** The record as text; the disk region around it is zero. */
export function formatIntentText(intent: FormatIntent): string {
  return `${[MAGIC, VERSION, intent.naa, intent.fsType].join(' ')}\n`;
}

/** Undefined for anything that is not a whole record. */
export function parseIntentText(text: string): FormatIntent | undefined {
  const match = /^twinsite-format-intent 1 ([0-9a-f]{32}) ([a-z0-9]{1,16})\n/.exec(text);
  const naa = match?.[1] === undefined ? undefined : parseNaa(match[1]);
  return naa === undefined || match?.[2] === undefined ? undefined : { naa, fsType: match[2] };
}
