import { createHash } from 'node:crypto';
import { toJson, type DescMethodUnary, type JsonValue, type Message } from '@bufbuild/protobuf';

/**
 * Equal for two calls that ask for the same: same RPC, same fields. Not the bytes of the request, because a client
 * may write the entries of a map in any order (Go does). A hash, so that no secret is kept.
 */
export function fingerprint(method: DescMethodUnary, request: Message): string {
  const text = JSON.stringify(sorted(toJson(method.input, request)));
  return createHash('sha256').update(method.name).update('\0').update(text).digest('hex');
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
