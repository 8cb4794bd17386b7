import type { Problem } from '@twinsite/domain';
import type { ApiReply } from './api-transport.js';
import { isRecord } from './kube-object.js';

export interface RefusedCall {
  readonly operation: string;
  /** In words: `configmaps default/one`. */
  readonly object: string;
}

const MAX_DETAIL = 600;
/** The server, or a proxy before it, is overloaded or going down: as useless as none. */
const NOBODY_HOME = new Set([429, 500, 502, 503, 504]);

/** The problem that a reply of status 300 and more stands for. */
export function refusal({ status, body }: ApiReply, { operation, object }: RefusedCall): Problem {
  const detail = describeStatus(body);
  if (status === 401 || status === 403) return { kind: 'kubernetes-denied', operation, detail };
  if (status === 409) return { kind: 'kubernetes-conflict', operation, object };
  if (NOBODY_HOME.has(status)) {
    return { kind: 'kubernetes-unreachable', operation, detail: `HTTP ${status}: ${detail}` };
  }
  return { kind: 'kubernetes-refused', operation, status, detail };
}

/** Whether it says that the object is not there. */
export const isMissing = (problem: Problem): boolean =>
  problem.kind === 'kubernetes-refused' && problem.status === 404;

/** Whether what was to be continued is too old for the server. */
export const isExpired = (problem: Problem): boolean =>
  problem.kind === 'kubernetes-refused' && problem.status === 410;

/** The message of a Status object. Any other body is not repeated: nobody knows what is in it. */
export function describeStatus(body: string): string {
  const status = parseJson(body);
  const message = isRecord(status) ? status['message'] : undefined;
  if (typeof message !== 'string') return `${body.length} characters that are no Status`;
  // eslint-disable-next-line no-control-regex -- control characters are what this takes out
  const line = message.replace(/[\u0000-\u0020\u007f]+/g, ' ').trim();
  return line.length <= MAX_DETAIL ? line : `${line.slice(0, MAX_DETAIL)}…`;
}

/** Undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
