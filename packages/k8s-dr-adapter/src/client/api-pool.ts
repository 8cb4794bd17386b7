import { ok, type Problem, type Result } from '@twinsite/domain';
import { Pool } from 'undici';
import type { ApiAccess, TlsIdentity } from '../access/api-access.js';

/** Watches hold one each. */
const CONNECTIONS = 24;

/** The connections to one API server; opened when needed, and anew, with certificates read anew, after a failure. */
export class ApiPool {
  private readonly access: ApiAccess;
  private readonly connectMs: number;
  private opened: Pool | undefined;

  constructor(access: ApiAccess, connectMs: number) {
    this.access = access;
    this.connectMs = connectMs;
  }

  async open(): Promise<Result<Pool, Problem>> {
    if (this.opened !== undefined) return ok(this.opened);
    const tls = await this.access.tls();
    if (!tls.ok) return tls;
    this.opened ??= new Pool(this.access.server, {
      connections: CONNECTIONS,
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: { timeout: this.connectMs, ...connectOptions(tls.value) },
    });
    return ok(this.opened);
  }

  /** Calls under way on it end by themselves. */
  abandon(pool: Pool): void {
    if (this.opened !== pool) return;
    this.opened = undefined;
    void pool.close();
  }

  /** Breaks off what is under way. A later call opens new connections. */
  async close(): Promise<void> {
    const pool = this.opened;
    this.opened = undefined;
    await pool?.destroy();
  }
}

function connectOptions({
  ca,
  cert,
  key,
  verify,
  serverName,
}: TlsIdentity): Readonly<Record<string, unknown>> {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(verify === undefined ? {} : { rejectUnauthorized: verify }),
    ...(serverName === undefined ? {} : { servername: serverName }),
  };
}
