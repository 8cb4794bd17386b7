import type { CancelSignal, Problem } from '@twinsite/domain';
import type { ApiRequest, ApiTransport } from './api-transport.js';
import { CallLimit } from './call-limit.js';
import { isRecord, toKubeObject, type KubeObject } from './kube-object.js';
import { linesOf } from './lines-of.js';
import { formatQuery, selectors, type Selection } from './query.js';
import { parseJson, refusal } from './refusal.js';

export type WatchEvent =
  | { readonly kind: 'set' | 'gone'; readonly object: KubeObject; readonly version: string }
  /** Nothing has happened up to `version`. */
  | { readonly kind: 'bookmark'; readonly version: string }
  /** The last one. `expired`: the server has forgotten the version, list again. Without a problem: simply go on. */
  | { readonly kind: 'ended'; readonly expired: boolean; readonly problem?: Problem };

export interface WatchOrder {
  readonly path: string;
  readonly operation: string;
  readonly selection: Selection;
  readonly version: string;
}

/** Events in the server's order; always ends with `ended`, unless the consumer leaves first. */
export async function* watchEvents(
  transport: ApiTransport,
  order: WatchOrder,
  signal: CancelSignal,
): AsyncGenerator<WatchEvent, void> {
  const { watchMs, watchGraceMs } = transport.timings;
  const openMs = Math.round(watchMs * (1 + Math.random() / 5));
  const limit = new CallLimit(signal, openMs + watchGraceMs);
  const request = requestOf(order, openMs);
  try {
    const response = await transport.open(request, limit);
    if (!response.ok) {
      yield { kind: 'ended', expired: false, problem: response.problem };
      return;
    }
    const { statusCode: status, body } = response.value;
    if (status >= 300) yield ended(status, await body.text(), order);
    else yield* decoded(body, order);
  } catch (error) {
    yield { kind: 'ended', expired: false, problem: transport.failure(request, limit, error) };
  } finally {
    limit.release();
  }
}

function requestOf({ path, operation, selection, version }: WatchOrder, openMs: number): ApiRequest {
  const query = formatQuery({
    ...selectors(selection),
    watch: '1',
    allowWatchBookmarks: 'true',
    resourceVersion: version,
    timeoutSeconds: Math.max(1, Math.round(openMs / 1000)),
  });
  return { method: 'GET', path: `${path}${query}`, operation };
}

async function* decoded(body: AsyncIterable<Buffer>, order: WatchOrder): AsyncGenerator<WatchEvent, void> {
  for await (const line of linesOf(body)) {
    const event = decode(line, order);
    yield event;
    if (event.kind === 'ended') return;
  }
  yield { kind: 'ended', expired: false };
}

function decode(line: string, order: WatchOrder): WatchEvent {
  const event = parseJson(line);
  if (!isRecord(event)) return ended(200, line, order);
  const { type, object: raw } = event;
  if (type === 'ERROR') return ended(codeOf(raw), JSON.stringify(raw), order);
  if (type === 'BOOKMARK' && isRecord(raw) && isRecord(raw['metadata'])) {
    return { kind: 'bookmark', version: String(raw['metadata']['resourceVersion']) };
  }
  const object = toKubeObject(raw);
  const version = object?.metadata.resourceVersion;
  if (object === undefined || version === undefined) return ended(200, line, order);
  return { kind: type === 'DELETED' ? 'gone' : 'set', object, version };
}

function ended(status: number, body: string, { operation }: WatchOrder): WatchEvent {
  const expired = status === 410;
  return { kind: 'ended', expired, problem: refusal({ status, body }, { operation, object: operation }) };
}

const codeOf = (status: unknown): number =>
  isRecord(status) && typeof status['code'] === 'number' ? status['code'] : 500;
