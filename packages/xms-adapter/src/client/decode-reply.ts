import { failed, ok, type Problem, type Result } from '@twinsite/domain';
import { MalformedReply, Reader } from '../wire/reader.js';
import type { Reply } from './exchange.js';

export interface DecodeContext {
  readonly array: string;
  readonly operation: string;
}

/** Applies a decoder to a reply body; what does not fit is `array-reply-malformed` with the place, not the value. */
export function decodeReply<T>(
  reply: Reply,
  decode: (from: Reader) => T,
  context: DecodeContext,
): Result<T, Problem> {
  const malformed = (detail: string): Result<never, Problem> =>
    failed({ kind: 'array-reply-malformed', ...context, detail: `${reply.manager}: ${detail}` });
  let json: unknown;
  try {
    json = JSON.parse(reply.body);
  } catch {
    // The parser's own words quote the text, which may hold a secret.
    return malformed(`HTTP ${reply.status} with ${reply.body.length} characters that are not JSON`);
  }
  try {
    return ok(decode(new Reader(json, 'reply')));
  } catch (error) {
    if (error instanceof MalformedReply) return malformed(error.message);
    throw error;
  }
}
