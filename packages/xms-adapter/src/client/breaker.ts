/** Remembers that a manager was dark, so that not every call waits for it again. Times in ms. */
export class Breaker {
  private readonly firstPauseMs: number;
  private readonly maxPauseMs: number;
  private readonly now: () => number;
  private pauseMs = 0;
  private openUntil = 0;
  private probing = false;

  constructor(firstPauseMs: number, maxPauseMs: number, now: () => number) {
    this.firstPauseMs = firstPauseMs;
    this.maxPauseMs = maxPauseMs;
    this.now = now;
  }

  /**
   * Whether a call should try the manager in its turn. After a pause one harmless call gets a yes (`mayProbe`), and
   * the others go on passing it by until that one has come back. A change never probes: its outcome would be unknown.
   */
  admits(mayProbe: boolean): boolean {
    if (this.pauseMs === 0) return true;
    if (!mayProbe || this.now() < this.openUntil) return false;
    this.openUntil = this.now() + this.pauseMs;
    this.probing = true;
    return true;
  }

  succeeded(): void {
    this.pauseMs = 0;
    this.probing = false;
  }

  /** Calls that were under way together count as one failure: only a failed probe makes the pause longer. */
  failed(): void {
    if (this.pauseMs === 0) this.pauseMs = this.firstPauseMs;
    else if (this.probing) this.pauseMs = Math.min(this.pauseMs * 2, this.maxPauseMs);
    this.probing = false;
    this.openUntil = this.now() + this.pauseMs;
  }
}
