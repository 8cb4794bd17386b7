import { failed, ok, stoppedProblem, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { XmsSession } from '../session/xms-session.js';
import { decodePage, type Page } from '../wire/page.js';
import type { Reader } from '../wire/reader.js';
import { decodeReply } from './decode-reply.js';
import type { Exchange, Reply } from './exchange.js';
import type { Method } from './manager-link.js';
import { readPages } from './paging.js';
import { formatQuery, type Query } from './query.js';
import { describeReply } from './redact.js';

export interface XmsRequest {
  /** Below `/v1`, with its slash at the end where the spec has one. */
  readonly path: string;
  readonly query?: Query;
  readonly body?: unknown;
  /** In words, for messages: `create volume pvc-1`. */
  readonly operation: string;
}

export interface ListRequest extends XmsRequest {
  /** The plural under which the rows stand in the reply. */
  readonly key: string;
}

/** One array's REST API for one credential: managers in order, token, paging, problems instead of statuses. */
export class XmsClient {
  readonly array: string;
  private readonly exchange: Exchange;
  private readonly session: XmsSession;

  constructor(exchange: Exchange, session: XmsSession) {
    this.array = exchange.array;
    this.exchange = exchange;
    this.session = session;
  }

  /** Any status of 300 and more is `array-refused` with that status. */
  async get<T>(
    request: XmsRequest,
    decode: (from: Reader) => T,
    signal: CancelSignal,
  ): Promise<Result<T, Problem>> {
    const reply = await this.call('GET', request, signal);
    return reply.ok
      ? decodeReply(reply.value, decode, { array: this.array, operation: request.operation })
      : reply;
  }

  /** `host:port` of the manager that answers now, with what it said. */
  async getFrom<T>(
    request: XmsRequest,
    decode: (from: Reader) => T,
    signal: CancelSignal,
  ): Promise<Result<{ readonly manager: string; readonly value: T }, Problem>> {
    const reply = await this.call('GET', request, signal);
    if (!reply.ok) return reply;
    const value = decodeReply(reply.value, decode, { array: this.array, operation: request.operation });
    return value.ok ? ok({ manager: reply.value.manager, value: value.value }) : value;
  }

  /** All pages. */
  list<T extends { readonly id: number }>(
    request: ListRequest,
    decode: (item: Reader) => T,
    signal: CancelSignal,
  ): Promise<Result<readonly T[], Problem>> {
    return readPages((limit, offset): Promise<Result<Page<T>, Problem>> => {
      const query = { ...request.query, limit, offset };
      return this.get({ ...request, query }, (from) => decodePage(from, request.key, decode), signal);
    });
  }

  /** A change whose reply carries the object. */
  async change<T>(
    method: Exclude<Method, 'GET'>,
    request: XmsRequest & { readonly decode: (from: Reader) => T },
    signal: CancelSignal,
  ): Promise<Result<T, Problem>> {
    const reply = await this.call(method, request, signal);
    if (!reply.ok) return reply;
    return decodeReply(reply.value, request.decode, { array: this.array, operation: request.operation });
  }

  /** A change whose reply body does not matter. */
  async order(
    method: Exclude<Method, 'GET'>,
    request: XmsRequest,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const reply = await this.call(method, request, signal);
    return reply.ok ? ok(undefined) : reply;
  }

  /** On a 401 the token is replaced once and the call repeated once: a refused call had no effect. */
  private async call(
    method: Method,
    request: XmsRequest,
    signal: CancelSignal,
  ): Promise<Result<Reply, Problem>> {
    const first = await this.attempt(method, request, signal);
    if (!first.ok || first.value.status !== 401) return first.ok ? this.judge(first.value, request) : first;
    const second = await this.attempt(method, request, signal);
    return second.ok ? this.judge(second.value, request) : second;
  }

  private async attempt(
    method: Method,
    request: XmsRequest,
    signal: CancelSignal,
  ): Promise<Result<Reply, Problem>> {
    if (signal.aborted) return failed(stoppedProblem(signal, request.operation, 0));
    const token = await this.session.token(this.exchange, signal);
    if (!token.ok) return token;
    const { path, operation } = request;
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const headers = { accept: 'application/json', 'xms-auth-token': token.value, ...type };
    const target = `/v1${path}${formatQuery(request.query ?? {})}`;
    const secrets = this.session.secrets();
    const repeatable = method === 'GET';
    const reply = await this.exchange.send(
      { method, path, target, headers, body, operation, repeatable, secrets },
      signal,
    );
    if (!reply.ok) return reply;
    if (reply.value.status !== 401) this.session.accepted();
    const refusal =
      reply.value.status === 401
        ? this.session.rejected(token.value, describeReply(reply.value, secrets))
        : undefined;
    return refusal === undefined ? reply : failed(refusal);
  }

  private judge(reply: Reply, { operation }: XmsRequest): Result<Reply, Problem> {
    if (reply.status < 300) return ok(reply);
    const said = `${reply.manager}: ${describeReply(reply, this.session.secrets())}`;
    if (reply.status === 401 || reply.status === 403) {
      const detail = `${operation} is not allowed (${said})`;
      return failed({ kind: 'array-denied', array: this.array, detail });
    }
    return failed({
      kind: 'array-refused',
      array: this.array,
      operation,
      status: reply.status,
      detail: said,
    });
  }
}
