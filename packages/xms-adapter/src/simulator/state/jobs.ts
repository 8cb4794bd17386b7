import type { Clock } from '../clock.js';
import type { Settling, SettlingKind, Switches } from '../switches.js';

export interface Job {
  readonly kind: SettlingKind;
  readonly id: number;
  /** What has to happen outside the tables; a rejection settles the job as failed. */
  readonly work: (signal: AbortSignal) => Promise<void>;
  /** Writes the settled state into the tables. */
  readonly settle: (outcome: 'done' | 'error') => void;
}

interface Running {
  readonly job: Job;
  readonly settling: Settling;
  readonly finish: () => void;
  seen: number;
  timeIsUp: boolean;
  result: 'done' | 'error' | undefined;
}

/** Changes that were accepted and are not settled: time, number of reads and work all have to be through. */
export class Jobs {
  private readonly clock: Clock;
  private readonly switches: () => Switches;
  private readonly stop = new AbortController();
  private readonly running = new Set<Running>();

  constructor(clock: Clock, switches: () => Switches) {
    this.clock = clock;
    this.switches = switches;
  }

  /** Resolves when settled (never, when the switch says never). */
  start(job: Job): Promise<void> {
    const settling = this.switches().settling[job.kind];
    return new Promise((finish) => {
      const running: Running = { job, settling, finish, seen: 0, timeIsUp: false, result: undefined };
      this.running.add(running);
      this.clock.after(settling.ms, () => {
        running.timeIsUp = true;
        this.settleIfDue(running);
      });
      void job.work(this.stop.signal).then(
        () => this.worked(running, 'done'),
        () => this.worked(running, 'error'),
      );
    });
  }

  /** Somebody has read the object: its unsettled state has now been seen once more. */
  observe(kind: SettlingKind, id: number): void {
    for (const running of this.on(kind, id)) {
      running.seen += 1;
      this.settleIfDue(running);
    }
  }

  busy(kind: SettlingKind, id: number): boolean {
    return this.on(kind, id).length > 0;
  }

  count(): number {
    return this.running.size;
  }

  close(): void {
    this.stop.abort();
    this.running.clear();
  }

  private on(kind: SettlingKind, id: number): Running[] {
    return [...this.running].filter(({ job }) => job.kind === kind && job.id === id);
  }

  private worked(running: Running, result: 'done' | 'error'): void {
    running.result = running.settling.outcome === 'error' ? 'error' : result;
    this.settleIfDue(running);
  }

  private settleIfDue(running: Running): void {
    if (!this.running.has(running)) return;
    if (running.settling.outcome === 'never' || running.result === undefined) return;
    // A reply that waits for the job (`accepted: 200`) leaves nobody an id to read with.
    const seenEnough = running.seen >= running.settling.polls || this.switches().accepted === 200;
    if (!running.timeIsUp || !seenEnough) return;
    this.running.delete(running);
    running.job.settle(running.result);
    running.finish();
  }
}
