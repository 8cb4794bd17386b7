import { anySignal } from '@twinsite/linux-host';
import { faultCode, type FabricSession, type SimClock } from '@twinsite/linux-host/testing';
import { Changes } from './changes.js';
import { deadline } from './deadline-signal.js';

/** Milliseconds; from the node record. */
export interface SessionTimes {
  readonly loginMs: number;
  readonly noopIntervalMs: number;
  /** 0 or less: never pings. */
  readonly noopTimeoutMs: number;
  readonly replacementMs: number;
}

export interface SimSessionPlace {
  readonly sid: number;
  readonly targetIqn: string;
  readonly address: string;
  readonly port: string;
}

/** An error of one path: device-mapper tries another. */
export class PathIoError extends Error {}

const RECONNECT_MS = 1000;

/**
 * A session as iscsi_tcp and iscsid keep it: pings, notices a gateway that is silent, holds I/O back, fails it after
 * the replacement timeout, and reconnects for ever.
 */
export class SimSession {
  readonly place: SimSessionPlace;
  readonly changes = new Changes();
  state: 'LOGGED_IN' | 'FAILED' | 'FREE' = 'LOGGED_IN';
  /** The replacement timeout has passed: I/O fails at once. */
  offline = false;
  /** `recovery_tmo`: from the record, until multipathd writes its own value over it. */
  recoverySeconds: number;
  private readonly clock: SimClock;
  private readonly times: SessionTimes;
  private readonly connect: (signal: AbortSignal) => Promise<FabricSession>;
  private readonly ended = new AbortController();
  private link: { readonly session: FabricSession; readonly broken: AbortController };

  constructor(
    place: SimSessionPlace,
    first: FabricSession,
    parts: {
      readonly clock: SimClock;
      readonly times: SessionTimes;
      readonly connect: (signal: AbortSignal) => Promise<FabricSession>;
    },
  ) {
    this.place = place;
    this.clock = parts.clock;
    this.times = parts.times;
    this.recoverySeconds = parts.times.replacementMs / 1000;
    this.connect = parts.connect;
    this.link = { session: first, broken: new AbortController() };
    this.pingLater();
  }

  /** Runs a command on the gateway; one that was on its way when the connection broke is sent again. */
  async execute<T>(
    command: (session: FabricSession, signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    for (;;) {
      if (this.ended.signal.aborted || this.offline)
        throw new PathIoError(`session ${this.place.sid} is not there`);
      if (this.state !== 'LOGGED_IN') {
        await this.changes.next(signal);
        continue;
      }
      const { session, broken } = this.link;
      const both = anySignal(broken.signal, signal);
      try {
        return await command(session, both.signal);
      } catch (error) {
        if (signal.aborted) throw error;
        if (broken.signal.aborted) continue;
        if (faultCode(error) !== 'closed') throw new PathIoError(String(error));
        this.fail();
      } finally {
        both.release();
      }
    }
  }

  close(): void {
    this.ended.abort();
    this.link.broken.abort();
    this.link.session.close();
    this.state = 'FREE';
    this.changes.announce();
  }

  private hasEnded(): boolean {
    return this.ended.signal.aborted;
  }

  private pingLater(): void {
    if (this.times.noopTimeoutMs <= 0) return;
    this.clock.after(this.times.noopIntervalMs, () => {
      if (!this.ended.signal.aborted && this.state === 'LOGGED_IN') void this.ping();
    });
  }

  private async ping(): Promise<void> {
    const { link } = this;
    const limit = deadline(this.clock, this.times.noopTimeoutMs, this.ended.signal);
    const isAnswered = await link.session.ping(limit.signal).then(
      () => true,
      () => false,
    );
    limit.end();
    if (this.ended.signal.aborted || link !== this.link) return;
    if (isAnswered) this.pingLater();
    else this.fail();
  }

  private fail(): void {
    if (this.state !== 'LOGGED_IN') return;
    this.state = 'FAILED';
    this.link.broken.abort();
    this.link.session.close();
    const giveUp = this.clock.after(this.recoverySeconds * 1000, () => {
      this.offline = true;
      this.changes.announce();
    });
    this.changes.announce();
    void this.recover(giveUp);
  }

  private async recover(stopWaiting: () => void): Promise<void> {
    while (!this.hasEnded()) {
      const limit = deadline(this.clock, this.times.loginMs, this.ended.signal);
      const session = await this.connect(limit.signal).catch(() => undefined);
      limit.end();
      if (session !== undefined && !this.hasEnded()) {
        stopWaiting();
        this.link = { session, broken: new AbortController() };
        this.state = 'LOGGED_IN';
        this.offline = false;
        this.changes.announce();
        this.pingLater();
        return;
      }
      await new Promise<void>((resolve) => this.clock.after(RECONNECT_MS, resolve));
    }
    stopWaiting();
  }
}
