import { failed, ok, type ArrayCredentials, type CancelSignal, type Clock } from '@twinsite/domain';
import type { Problem, Result } from '@twinsite/domain';
import type { Exchange } from '../client/exchange.js';
import { untilStopped } from '../client/until-stopped.js';
import type { XmsTimings } from '../client/timings.js';
import type { WireToken } from '../wire/token.js';
import { secretsOf } from './credential-key.js';
import { Denial } from './denial.js';
import { login } from './login.js';

interface HeldToken {
  readonly uuid: string;
  /** When a new one is fetched, epoch ms. */
  readonly renewAt: number;
}

const RENEW_AHEAD_MS = 60_000;

/** One credential at one array: its token, shared by all calls, and the memory of a refusal. */
export class XmsSession {
  private readonly credentials: ArrayCredentials;
  private readonly clock: Clock;
  private readonly denial: Denial;
  private held: HeldToken | undefined;
  private loggingIn: Promise<Result<string, Problem>> | undefined;

  constructor(array: string, credentials: ArrayCredentials, timings: XmsTimings, clock: Clock) {
    this.credentials = credentials;
    this.clock = clock;
    this.denial = new Denial(array, timings.deniedPauseMs, timings.maxDeniedPauseMs);
  }

  /** A token to send, from memory or by a login that parallel callers share. */
  async token(exchange: Exchange, signal: CancelSignal): Promise<Result<string, Problem>> {
    const denied = this.denial.standing(this.clock.now());
    if (denied !== undefined) return failed(denied);
    if (this.credentials.kind === 'token') return ok(this.credentials.token);
    if (this.held !== undefined && this.clock.now() < this.held.renewAt) return ok(this.held.uuid);
    this.loggingIn ??= this.logIn(exchange).finally(() => {
      this.loggingIn = undefined;
    });
    return untilStopped(this.loggingIn, 'log in', signal);
  }

  /** A 401 for this token: it is not used again. A long-lived token has no successor, so that is a refusal. */
  rejected(token: string, detail: string): Problem | undefined {
    if (this.credentials.kind === 'token') {
      return this.denial.note(`the access token was refused (${detail})`, this.clock.now());
    }
    if (this.held?.uuid === token) this.held = undefined;
    return undefined;
  }

  /** The array took the token. */
  accepted(): void {
    if (this.credentials.kind === 'token') this.denial.clear();
  }

  secrets(): readonly string[] {
    return [...secretsOf(this.credentials), ...(this.held === undefined ? [] : [this.held.uuid])];
  }

  private async logIn(exchange: Exchange): Promise<Result<string, Problem>> {
    if (this.credentials.kind === 'token') return ok(this.credentials.token);
    const outcome = await login(exchange, this.credentials);
    switch (outcome.kind) {
      case 'accepted':
        this.denial.clear();
        this.held = { uuid: outcome.token.uuid, renewAt: this.renewalOf(outcome.token) };
        return ok(outcome.token.uuid);
      case 'denied':
        this.held = undefined;
        return failed(this.denial.note(outcome.detail, this.clock.now()));
      case 'failed':
        return failed(outcome.problem);
    }
  }

  private renewalOf({ lifetimeMs }: WireToken): number {
    if (lifetimeMs === undefined) return Number.POSITIVE_INFINITY;
    return this.clock.now() + lifetimeMs - Math.min(RENEW_AHEAD_MS, lifetimeMs / 5);
  }
}
