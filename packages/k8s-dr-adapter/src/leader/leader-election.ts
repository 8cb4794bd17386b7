import { CancelSource, never, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { KubeObject } from '../client/kube-object.js';
import type { Candidacy, ElectionDeps } from './election.js';
import { LeaseHolder } from './lease-holder.js';

/**
 * One leader among the replicas, by a Lease. A leader that is cut off ends its work before another one begins, as long
 * as its clock runs; what must never be done twice needs a proof of its own all the same.
 */
export class LeaderElection {
  private readonly deps: ElectionDeps;
  private readonly holder: LeaseHolder;
  private reigning = false;

  constructor(deps: ElectionDeps, candidacy: Candidacy) {
    this.deps = deps;
    this.holder = new LeaseHolder(deps, candidacy);
  }

  get isLeader(): boolean {
    return this.reigning;
  }

  /**
   * Calls `lead` each time the Lease is won, with a signal that fires when it is lost or `signal` fires; `lead` is waited
   * for before the Lease is given away or asked for again. Resolves when `signal` has fired.
   */
  async run(lead: (signal: CancelSignal) => Promise<void>, signal: CancelSignal): Promise<void> {
    while (!signal.aborted) {
      const asked = this.deps.clock.now();
      const taken = await this.holder.take(signal);
      if (taken.ok) this.deps.onAnswer();
      if (taken.ok && taken.value !== undefined) await this.reign(taken.value, asked, lead, signal);
      else if (!taken.ok) this.trouble(taken.problem, signal);
      await this.pause(signal);
    }
  }

  private async reign(
    lease: KubeObject,
    since: number,
    lead: (signal: CancelSignal) => Promise<void>,
    signal: CancelSignal,
  ): Promise<void> {
    const end = new CancelSource();
    const unfollow = end.follow(signal);
    const stop = (): void => {
      this.reigning = false;
      end.cancel();
    };
    this.reigning = true;
    try {
      const work = lead(end.signal).finally(stop);
      const [kept] = await Promise.all([this.keep(lease, since, end).finally(stop), work]);
      if (kept) await this.giveAway();
    } finally {
      unfollow();
    }
  }

  /** Renews until `end`, or until the Lease is lost: then false. */
  private async keep(first: KubeObject, since: number, { signal }: CancelSource): Promise<boolean> {
    let [lease, renewedAt, looked] = [first, since, since];
    while (await this.hasPaused(signal)) {
      const asked = this.deps.clock.now();
      const left = this.deps.timings.renewMs - (asked - renewedAt);
      // By a clock that was set back nobody knows how long ago the last renewal was.
      if (left <= 0 || asked < looked) return false;
      looked = asked;
      const renewed = await this.renewWithin(left, lease, signal);
      if (renewed.ok) this.deps.onAnswer();
      if (!renewed.ok) this.trouble(renewed.problem, signal);
      else if (renewed.value === undefined) return false;
      else [lease, renewedAt] = [renewed.value, asked];
    }
    return true;
  }

  private async renewWithin(
    ms: number,
    lease: KubeObject,
    signal: CancelSignal,
  ): Promise<Result<KubeObject | undefined, Problem>> {
    const limit = new CancelSource();
    const unfollow = limit.follow(signal);
    const done = new CancelSource();
    void this.deps.clock.sleep(ms, done.signal).then(() => limit.cancel());
    try {
      return await this.holder.renew(lease, limit.signal);
    } finally {
      done.cancel();
      unfollow();
    }
  }

  private async giveAway(): Promise<void> {
    const released = await this.holder.release(never);
    if (!released.ok) this.deps.onTrouble(released.problem);
  }

  /** What fails because everything ends is no trouble. */
  private trouble(problem: Problem, signal: CancelSignal): void {
    if (!signal.aborted) this.deps.onTrouble(problem);
  }

  /** False when the signal has fired meanwhile. */
  private async hasPaused(signal: CancelSignal): Promise<boolean> {
    await this.pause(signal);
    return !signal.aborted;
  }

  private async pause(signal: CancelSignal): Promise<void> {
    const { clock, random, timings } = this.deps;
    await clock.sleep(Math.round(timings.retryMs * (1 + random() / 5)), signal);
  }
}
