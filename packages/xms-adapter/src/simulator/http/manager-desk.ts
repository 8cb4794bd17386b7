import { setMaxListeners } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pause } from '../export/deadline.js';
import { isObject } from '../schema/validate.js';
import { anonymous } from '../state/accounts.js';
import type { World } from '../world.js';
import { answer } from './answer.js';
import { ApiFault } from './api-fault.js';
import { errorBody } from './error-body.js';
import type { Faults, SufferedEffect } from './faults.js';
import { maskQuery, maskSecrets } from './mask-secrets.js';
import { readBody } from './read-body.js';
import type { RequestEntry, RequestLog } from './request-log.js';
import type { Match, RouteTable } from './route-table.js';
import { tokenOf } from './token-of.js';

export interface Desk {
  readonly world: World;
  readonly routes: RouteTable;
  readonly log: RequestLog;
  readonly faults: Faults;
}

/** How the manager that received a request is doing. */
export interface ManagerMood {
  readonly name: string;
  readonly latencyMs: () => number;
  /** False while its packets vanish: nothing is executed and nothing answered. */
  readonly audible: () => boolean;
  /** True when the monitors' majority has lost the manager's site. */
  readonly inMinority: () => Promise<boolean>;
}

/** Takes one request from its arrival to its answer. */
export async function serve(
  desk: Desk,
  mood: ManagerMood,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://array');
  const method = request.method ?? 'GET';
  const match = desk.routes.match(method, withoutPrefix(url.pathname));
  const started = desk.world.clock.now();
  const body = await readBody(request).catch((error: unknown) => new ApiFault(400, (error as Error).message));
  if (!mood.audible()) return;
  const entry = desk.log.add(newEntry(desk, mood, { method, url, operation: match?.route.key ?? '', body }));
  const effect = desk.faults.take(entry.operation, mood.name);
  await linger(desk, mood, effect);
  const sent = await outcome(desk, mood, { request, url, match, body, entry, effect });
  if (!mood.audible() || sent === 'silence') return;
  if (sent === 'reset') {
    request.socket.destroy();
    return;
  }
  entry.status = sent.status;
  entry.ms = desk.world.clock.now() - started;
  response.writeHead(sent.status, sent.text === '' ? {} : { 'content-type': sent.type });
  response.end(sent.text);
}

const neverAborts = new AbortController().signal;
setMaxListeners(0, neverAborts);

async function linger(desk: Desk, mood: ManagerMood, effect: SufferedEffect | undefined): Promise<void> {
  const ms = mood.latencyMs() + (effect?.kind === 'delay' ? effect.ms : 0);
  if (ms > 0) await pause(desk.world.clock, ms, neverAborts);
}

interface Arrived {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly match: Match | undefined;
  readonly body: unknown;
  readonly entry: RequestEntry;
  readonly effect: SufferedEffect | undefined;
}

interface Sent {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

async function outcome(desk: Desk, mood: ManagerMood, arrived: Arrived): Promise<Sent | 'silence' | 'reset'> {
  const { effect } = arrived;
  if (effect?.kind === 'silent-before') return 'silence';
  if (effect?.kind === 'reset-before') return 'reset';
  const sent = await execute(desk, mood, arrived);
  if (effect?.kind === 'silent-after') return 'silence';
  return effect?.kind === 'reset-after' ? 'reset' : sent;
}

async function execute(desk: Desk, mood: ManagerMood, arrived: Arrived): Promise<Sent> {
  const { errorBody: form, minorityManager } = desk.world.switches();
  try {
    if (arrived.effect?.kind === 'status') throw new ApiFault(arrived.effect.status, 'injected fault');
    if (minorityManager === 'fails' && (await mood.inMinority())) {
      throw new ApiFault(500, 'this manager has lost the management database');
    }
    const reply = await dispatch(desk, mood, arrived);
    if (arrived.effect?.kind === 'status-after')
      throw new ApiFault(arrived.effect.status, 'injected fault, although it was done');
    const text = reply.body === undefined ? '' : JSON.stringify(reply.body);
    return { status: reply.status, type: 'application/json', text };
  } catch (error) {
    const status = error instanceof ApiFault ? error.status : 500;
    return { status, ...errorBody(form, status, error instanceof Error ? error.message : 'unknown') };
  }
}

async function dispatch(desk: Desk, mood: ManagerMood, arrived: Arrived) {
  const { entry, match, url } = arrived;
  const violation = (side: 'request' | 'reply', problems: readonly string[]): void => {
    const request = `${entry.method} ${entry.path}`;
    desk.log.violation({ at: entry.at, manager: mood.name, request, side, problems });
  };
  if (arrived.body instanceof ApiFault) {
    violation('request', [`body: ${arrived.body.message}`]);
    throw arrived.body;
  }
  if (!match) {
    violation('request', ['path: no such operation']);
    throw new ApiFault(404, `no operation ${entry.method} ${entry.path}`);
  }
  return answer(desk.world, match, {
    query: url.searchParams,
    token: tokenOf(arrived.request, url.searchParams),
    body: arrived.body,
    violation,
    authenticated: (identity) => {
      entry.user = identity.user;
    },
  });
}

function newEntry(
  desk: Desk,
  mood: ManagerMood,
  given: { method: string; url: URL; operation: string; body: unknown },
): RequestEntry {
  const { method, url, operation, body } = given;
  const path = maskQuery(url.pathname + url.search);
  const shown = isObject(body) && !(body instanceof Error) ? maskSecrets(body) : undefined;
  const { user } = anonymous;
  return {
    at: desk.world.clock.now(),
    manager: mood.name,
    method,
    path,
    operation,
    body: shown,
    user,
    status: 0,
    ms: 0,
  };
}

/** `/v1` is the API, `/api/v1` the same for the dashboard. */
function withoutPrefix(path: string): string {
  return /^(?:\/api)?\/v1(\/.*)$/.exec(path)?.[1] ?? `(outside /v1) ${path}`;
}
