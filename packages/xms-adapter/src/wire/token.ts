import type { Reader } from './reader.js';

/** `TokenRecord`. */
export interface WireToken {
  readonly uuid: string;
  /** How long the array lets it live, ms; undefined when the reply does not say. */
  readonly lifetimeMs: number | undefined;
}

/** Both times are the array's, so a wrong clock on either side does no harm. */
export function decodeToken(from: Reader): WireToken {
  const created = Date.parse(from.optionalText('create') ?? '');
  const expires = Date.parse(from.optionalText('expires') ?? '');
  const lifetimeMs = expires - created;
  return { uuid: from.text('uuid'), lifetimeMs: lifetimeMs > 0 ? lifetimeMs : undefined };
}
