import { formatIntentText, parseIntentText, type FormatIntent } from '@twinsite/domain';

/**
 * The record stands in the first 4 KiB of the last MiB of the disk, the rest of which is zero: behind the area mkfs is
 * given, and before the 128 KiB at the end of the device that mkfs.xfs zeroes whatever area it is given. Unit: bytes.
 */
export const INTENT_BYTES = 4096;

export function encodeIntent(intent: FormatIntent): Uint8Array {
  const region = new Uint8Array(INTENT_BYTES);
  region.set(new TextEncoder().encode(formatIntentText(intent)));
  return region;
}

/** Undefined unless the region is one whole record and zeros. */
export function decodeIntent(region: Uint8Array): FormatIntent | undefined {
  const end = region.indexOf(0);
  const text = new TextDecoder().decode(region.subarray(0, end < 0 ? region.length : end));
  const intent = parseIntentText(text);
  if (intent === undefined || text !== formatIntentText(intent)) return undefined;
  return region.subarray(text.length).every((byte) => byte === 0) ? intent : undefined;
}
