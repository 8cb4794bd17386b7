import type { Problem } from '@twinsite/domain';

/**
 * Keeps a refused credential from being tried again too soon: arrays lock an account after a few wrong passwords
 * (`GET /auth/security-policy`). Times in ms.
 */
export class Denial {
  private readonly array: string;
  private readonly firstPauseMs: number;
  private readonly maxPauseMs: number;
  private pauseMs = 0;
  private last: { readonly detail: string; readonly retryAt: number } | undefined;

  constructor(array: string, firstPauseMs: number, maxPauseMs: number) {
    this.array = array;
    this.firstPauseMs = firstPauseMs;
    this.maxPauseMs = maxPauseMs;
  }

  /** The remembered refusal, as long as its pause lasts. */
  standing(now: number): Problem | undefined {
    return this.last !== undefined && now < this.last.retryAt ? this.problem(this.last) : undefined;
  }

  /** Notes one more refusal; each makes the pause twice as long. */
  note(detail: string, now: number): Problem {
    this.pauseMs = this.pauseMs === 0 ? this.firstPauseMs : Math.min(this.pauseMs * 2, this.maxPauseMs);
    this.last = { detail, retryAt: now + this.pauseMs };
    return this.problem(this.last);
  }

  clear(): void {
    this.pauseMs = 0;
    this.last = undefined;
  }

  private problem(last: { readonly detail: string; readonly retryAt: number }): Problem {
    return { kind: 'array-denied', array: this.array, ...last };
  }
}
