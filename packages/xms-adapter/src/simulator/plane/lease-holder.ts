import type { Clock } from '../clock.js';

/** A gateway's view of the monitors' majority. */
export interface Lease {
  readonly leaseMs: number;
  /** Whether the gateway reaches the leading monitor right now. */
  readonly renewing: () => boolean;
  /** Counts the leaders there have been. */
  readonly term: () => number;
}

/** Holds a lease of the monitors' majority for one gateway, and suspends the gateway when it runs out. */
export class LeaseHolder {
  private readonly clock: Clock;
  private readonly lease: Lease;
  private readonly onSuspend: () => void;
  private joinedTerm = 0;
  private suspended = false;
  private expiry: { readonly at: number; readonly forget: () => void } | undefined;

  constructor(clock: Clock, lease: Lease, onSuspend: () => void) {
    this.clock = clock;
    this.lease = lease;
    this.onSuspend = onSuspend;
  }

  /**
   * Called on every change of the network or the leader. A gateway that was away while a leader was elected
   * (`elected` false, new term) may hold commands from before: it drops them although its lease still runs.
   */
  review(elected: boolean): void {
    if (!this.lease.renewing()) {
      this.expiry ??= this.expireIn(this.lease.leaseMs);
      return;
    }
    const missedElection = this.joinedTerm !== this.lease.term() && !elected;
    const ranOut = this.expiry !== undefined && this.clock.now() >= this.expiry.at;
    if (this.expiry && (missedElection || ranOut)) this.suspend();
    this.expiry?.forget();
    this.expiry = undefined;
    this.joinedTerm = this.lease.term();
    this.suspended = false;
  }

  /** False once the lease has run out; a gateway that is not active answers nobody. */
  isActive(): boolean {
    return !this.suspended;
  }

  /** True when a command may reach the pool now: without the majority the pool's other half is out of reach. */
  canExecute(): boolean {
    return !this.suspended && this.lease.renewing();
  }

  private expireIn(ms: number): { at: number; forget: () => void } {
    return { at: this.clock.now() + ms, forget: this.clock.after(ms, () => this.suspend()) };
  }

  private suspend(): void {
    this.expiry?.forget();
    if (this.suspended) return;
    this.suspended = true;
    this.onSuspend();
  }
}
