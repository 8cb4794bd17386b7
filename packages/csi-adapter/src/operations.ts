import { failed, ok, type Problem, type Result } from '@twinsite/domain';
import { CallEnded } from './call-ended.js';
import type { Outcome } from './outcome.js';

export interface OperationPolicy {
  /**
   * Node work goes on when its caller has gone, and the next same call joins it (kubelet gives up after 2 minutes
   * and comes back, kubernetes#121357). Controller work is cancelled when its last caller has gone.
   */
  readonly outlivesCallers: boolean;
  /** How long any operation may run. Unit: ms. */
  readonly budgetMs: number;
}

export interface Job {
  readonly op: string;
  /** Calls that share a key exclude each other, unless the fingerprints are equal too. */
  readonly claim: { readonly keys: readonly string[]; readonly fingerprint: string } | undefined;
  /** Must not reject. */
  readonly work: (signal: AbortSignal) => Promise<Outcome>;
  /** Called when the work ends after its last caller has gone. */
  readonly unheard: (outcome: Outcome) => void;
}

export interface Ticket {
  readonly outcome: Promise<Outcome>;
  readonly joined: boolean;
  /** The caller goes before the outcome is there; once per ticket. */
  leave(why: Problem): void;
}

interface Running {
  readonly job: Job;
  readonly abort: AbortController;
  readonly outcome: Promise<Outcome>;
  callers: number;
}

/** The work under way in one service. A volume stays claimed exactly as long as work on it is alive. */
export class Operations {
  readonly #policy: OperationPolicy;
  readonly #running = new Set<Running>();
  readonly #byKey = new Map<string, Running>();

  constructor(policy: OperationPolicy) {
    this.#policy = policy;
  }

  /** Starts the job, or joins the same one; a problem when another one holds the volume. */
  begin(job: Job): Result<Ticket, Problem> {
    const holder = this.#holderOf(job.claim?.keys ?? []);
    if (holder === undefined) return ok(this.#ticket(this.#start(job), false));
    const operation = holder.job.op;
    if (holder.abort.signal.aborted) {
      return failed({ kind: 'pending', operation, detail: 'it was cancelled and is coming to its end' });
    }
    if (holder.job.claim?.fingerprint !== job.claim?.fingerprint) {
      return failed({ kind: 'pending', operation, detail: 'another request for the same volume came first' });
    }
    return ok(this.#ticket(holder, true));
  }

  /** Names of what is under way, for messages. */
  get running(): readonly string[] {
    return [...this.#running].map(({ job }) => job.op);
  }

  cancelAll(why: Problem): void {
    for (const { abort } of this.#running) abort.abort(new CallEnded(why));
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all([...this.#running].map(({ outcome }) => outcome));
  }

  #holderOf(keys: readonly string[]): Running | undefined {
    const held = keys.find((key) => this.#byKey.has(key));
    return held === undefined ? undefined : this.#byKey.get(held);
  }

  #start(job: Job): Running {
    const abort = new AbortController();
    const { budgetMs } = this.#policy;
    const timer = setTimeout(() => {
      abort.abort(new CallEnded({ kind: 'deadline', operation: job.op, afterMs: budgetMs }));
    }, budgetMs);
    timer.unref();
    const outcome = job.work(abort.signal).then((result) => {
      clearTimeout(timer);
      this.#forget(running);
      if (running.callers === 0) job.unheard(result);
      return result;
    });
    const running: Running = { job, abort, outcome, callers: 0 };
    this.#running.add(running);
    for (const key of job.claim?.keys ?? []) this.#byKey.set(key, running);
    return running;
  }

  #ticket(running: Running, joined: boolean): Ticket {
    running.callers += 1;
    return { outcome: running.outcome, joined, leave: (why) => this.#leave(running, why) };
  }

  #leave(running: Running, why: Problem): void {
    running.callers -= 1;
    const lasting = this.#policy.outlivesCallers && running.job.claim !== undefined;
    if (running.callers === 0 && !lasting && this.#running.has(running)) {
      running.abort.abort(new CallEnded(why));
    }
  }

  #forget(running: Running): void {
    this.#running.delete(running);
    for (const key of running.job.claim?.keys ?? []) this.#byKey.delete(key);
  }
}
