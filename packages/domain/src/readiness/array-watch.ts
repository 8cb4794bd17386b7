import type { ArrayDirectory } from '../array/array-directory.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Clock } from '../shared/clock.port.js';
import type { ProblemKind } from '../shared/problem.js';
import type { Readiness } from './readiness.js';

/** Silence after which the arrays are asked, and after which the controller is not ready. Unit: ms. */
const ASK_AFTER_MS = 30_000;
const SILENT_MS = 120_000;

/** No manager was asked: what is missing is in the cluster, and its objects say so. */
const NOT_ASKED: readonly ProblemKind[] = ['credentials-missing', 'kubernetes-unsynced'];

/** Everything else, a refusal too, is an answer of a manager. */
const NO_ANSWER: readonly ProblemKind[] = ['array-unreachable', 'outcome-unknown', 'deadline', 'cancelled'];

/**
 * Whether any manager of any array has answered lately. One dark site or one dark array of several is a fact to report,
 * never a reason to call the driver unready (hazard H12). A driver without arrays of its own is ready: requests bring them.
 */
export class ArrayWatch {
  private readonly arrays: ArrayDirectory;
  private readonly clock: Clock;
  private heardAt: number;
  private asking: Promise<void> | undefined;

  constructor(arrays: ArrayDirectory, clock: Clock) {
    this.arrays = arrays;
    this.clock = clock;
    this.heardAt = clock.now();
  }

  /** A manager has answered some call. */
  heard(): void {
    this.heardAt = this.clock.now();
  }

  /** At once, from what is known; asks in the background when nobody was heard for a while. */
  look(signal: CancelSignal): Readiness {
    const listed = this.arrays.listed();
    const silence = this.clock.now() - this.heardAt;
    if (listed.length === 0 || silence < ASK_AFTER_MS) return { ready: true };
    this.asking ??= this.ask(signal).finally(() => {
      this.asking = undefined;
    });
    if (silence < SILENT_MS) return { ready: true };
    const names = listed.map(({ name }) => name).join(', ');
    const seconds = Math.floor(silence / 1000);
    return { ready: false, why: `no manager of any array (${names}) has answered for ${seconds} s` };
  }

  private async ask(signal: CancelSignal): Promise<void> {
    const asked = await Promise.all(
      this.arrays.listed().map(async ({ pools }) => {
        const answer = await pools.list(signal);
        if (!answer.ok && NOT_ASKED.includes(answer.problem.kind)) return false;
        if (answer.ok || !NO_ANSWER.includes(answer.problem.kind)) this.heard();
        return true;
      }),
    );
    if (!asked.includes(true)) this.heard();
  }
}
