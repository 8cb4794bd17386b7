import type { CancelSignal } from '@twinsite/domain';
import { Pool } from 'undici';
import type { Breaker } from './breaker.js';
import type { ManagerAddress } from './manager-address.js';
import { ReplyCollector, type LinkOutcome } from './reply-collector.js';
import type { XmsTimings } from './timings.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface LinkRequest {
  readonly method: Method;
  /** With `/v1` and the query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface TlsTrust {
  /** PEM certificates to trust instead of the system's. */
  readonly ca?: string;
  /** False: any certificate is accepted. */
  readonly verify?: boolean;
}

const CONNECTIONS = 8;
const KEEP_ALIVE_MS = 4_000;

/** The connections to one manager. */
export class ManagerLink {
  readonly manager: ManagerAddress;
  readonly breaker: Breaker;
  private readonly timings: XmsTimings;
  private readonly trust: TlsTrust;
  private pool: Pool | undefined;

  constructor(manager: ManagerAddress, breaker: Breaker, timings: XmsTimings, trust: TlsTrust) {
    this.manager = manager;
    this.breaker = breaker;
    this.timings = timings;
    this.trust = trust;
  }

  async send(request: LinkRequest, signal: CancelSignal): Promise<LinkOutcome> {
    if (signal.aborted) return { kind: 'stopped', sent: false };
    this.pool ??= this.open();
    const collector = new ReplyCollector(signal, this.timings.replyMs);
    const { target, method, headers, body } = request;
    this.pool.dispatch({ path: target, method, headers, body: body ?? null }, collector);
    const outcome = await collector.outcome;
    // A manager cut off from the majority may answer everything with a 5xx: as useless as a dark one.
    if (outcome.kind === 'reply' && outcome.status < 500) this.breaker.succeeded();
    else if (outcome.kind !== 'stopped') this.breaker.failed();
    return outcome;
  }

  /** Ends idle connections, and busy ones when their reply has come. A later call opens new ones. */
  async close(): Promise<void> {
    const pool = this.pool;
    this.pool = undefined;
    await pool?.close();
  }

  private open(): Pool {
    const { ca, verify } = this.trust;
    return new Pool(this.manager.origin, {
      connections: CONNECTIONS,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: {
        timeout: this.timings.connectMs,
        ...(ca === undefined ? {} : { ca }),
        ...(verify === undefined ? {} : { rejectUnauthorized: verify }),
      },
    });
  }
}
