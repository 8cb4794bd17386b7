import { failed, ok, stoppedProblem, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import { WebSocket, type Dispatcher, type Pool } from 'undici';
import type { ApiAccess } from '../access/api-access.js';
import { ApiPool } from './api-pool.js';
import { CallLimit } from './call-limit.js';
import type { KubeTimings } from './timings.js';
import { describeFailure } from './transport-failure.js';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With the query. */
  readonly path: string;
  readonly body?: string;
  readonly contentType?: string;
  /** In words, for messages: `replace configmaps default/one`. */
  readonly operation: string;
}

export interface ApiReply {
  readonly status: number;
  readonly body: string;
  /** Header `Date`: the clock of the server. */
  readonly date?: string;
}

type Response = Dispatcher.ResponseData;

/** Requests to one API server, with its token; statuses are the caller's matter, except that of a token that ran out. */
export class ApiTransport {
  readonly timings: KubeTimings;
  private readonly access: ApiAccess;
  private readonly userAgent: string;
  private readonly pool: ApiPool;

  /** `userAgent`: what the API server's audit log calls the caller. */
  constructor(access: ApiAccess, timings: KubeTimings, userAgent = 'twinsite') {
    this.userAgent = userAgent;
    this.access = access;
    this.timings = timings;
    this.pool = new ApiPool(access, timings.connectMs);
  }

  /** No whole reply in time: `kubernetes-unreachable`. A change may have happened then; repeating it finds out. */
  async call(request: ApiRequest, signal: CancelSignal): Promise<Result<ApiReply, Problem>> {
    const limit = new CallLimit(signal, this.timings.callMs);
    try {
      const response = await this.open(request, limit);
      if (!response.ok) return response;
      const { statusCode: status, body, headers } = response.value;
      const text = await body.text().catch((error: unknown) => ({ error }));
      if (typeof text === 'string') return ok({ status, body: text, ...dated(headers['date']) });
      return failed(this.failure(request, limit, text.error));
    } finally {
      limit.release();
    }
  }

  /** The reply as soon as its head is there. On a 401 the token is read anew and the call repeated once. */
  async open(request: ApiRequest, limit: CallLimit): Promise<Result<Response, Problem>> {
    const first = await this.attempt(request, limit);
    if (!first.ok || first.value.statusCode !== 401) return first;
    await first.value.body.dump().catch(() => undefined);
    this.access.token.refused();
    return this.attempt(request, limit);
  }

  /** A WebSocket with the token and the certificates of requests; events tell whether it opens. */
  async socket(path: string, protocols: readonly string[]): Promise<Result<WebSocket, Problem>> {
    const token = await this.access.token.read();
    if (!token.ok) return token;
    const pool = await this.pool.open();
    if (!pool.ok) return pool;
    const { server, prefix = '' } = this.access;
    const headers = this.headers(token.value);
    const url = `${server}${prefix}${path}`.replace(/^http/, 'ws');
    return ok(new WebSocket(url, { protocols: [...protocols], dispatcher: pool.value, headers }));
  }

  /** What ended a reply too early. */
  failure({ operation }: ApiRequest, limit: CallLimit, error: unknown): Problem {
    if (limit.caller.aborted) return stoppedProblem(limit.caller, operation, limit.elapsedMs());
    const detail = limit.signal.aborted
      ? `no whole reply within ${limit.limitMs} ms`
      : describeFailure(error);
    return { kind: 'kubernetes-unreachable', operation, detail };
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private async attempt(request: ApiRequest, limit: CallLimit): Promise<Result<Response, Problem>> {
    const token = await this.access.token.read();
    if (!token.ok) return token;
    const pool = await this.pool.open();
    if (!pool.ok) return pool;
    return this.send(pool.value, request, token.value, limit);
  }

  private async send(
    pool: Pool,
    request: ApiRequest,
    token: string | undefined,
    limit: CallLimit,
  ): Promise<Result<Response, Problem>> {
    const { method, body, contentType } = request;
    const path = `${this.access.prefix ?? ''}${request.path}`;
    const headers = {
      accept: 'application/json',
      ...this.headers(token),
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
    };
    try {
      return ok(await pool.request({ method, path, headers, body: body ?? null, signal: limit.signal }));
    } catch (error) {
      const problem = this.failure(request, limit, error);
      if (problem.kind === 'kubernetes-unreachable') this.pool.abandon(pool);
      return failed(problem);
    }
  }

  private headers(token: string | undefined): Record<string, string> {
    const agent = { 'user-agent': this.userAgent };
    return token === undefined ? agent : { ...agent, authorization: `Bearer ${token}` };
  }
}

const dated = (date: unknown): Pick<ApiReply, 'date'> => (typeof date === 'string' ? { date } : {});
