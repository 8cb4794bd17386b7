import type { SimulatedHost } from '@twinsite/iscsi-adapter/testing';

export interface Progress {
  readonly acknowledged: number;
  readonly worstStallMs: number;
  /** The longest time between two acknowledgements since the last `newWindow`. */
  readonly windowWorstMs: number;
  /** Since the last acknowledgement, while writing. */
  readonly waitingMs: number;
}

const RECORD_BYTES = 16;
/** A record every few milliseconds, like a busy log; the disk decides how fast it really goes. */
const PAUSE_MS = 5;

/** Appends numbered records, each acknowledged only when it is on the disk, and remembers its worst wait. */
export class Application {
  readonly #file: ReturnType<SimulatedHost['mountedFile']>;
  readonly #stop = new AbortController();
  #acknowledged = 0;
  #worst = 0;
  #windowWorst = 0;
  #lastAt = 0;
  #running: Promise<void> | undefined;

  constructor(host: SimulatedHost, path: string) {
    this.#file = host.mountedFile(path);
  }

  start(): void {
    this.#lastAt = Date.now();
    this.#running = this.#append();
  }

  /** Finishes the record under way and answers how many were acknowledged. */
  async stop(): Promise<number> {
    this.#stop.abort();
    await this.#running;
    return this.#acknowledged;
  }

  newWindow(): void {
    this.#windowWorst = 0;
  }

  /** A wait that is not over yet counts too. */
  progress(): Progress {
    const waitingMs = this.#running === undefined ? 0 : Date.now() - this.#lastAt;
    return {
      acknowledged: this.#acknowledged,
      worstStallMs: Math.max(this.#worst, waitingMs),
      windowWorstMs: Math.max(this.#windowWorst, waitingMs),
      waitingMs,
    };
  }

  async #append(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await this.#file.appendRecord(recordBytes(this.#acknowledged));
      this.#acknowledged += 1;
      const now = Date.now();
      this.#worst = Math.max(this.#worst, now - this.#lastAt);
      this.#windowWorst = Math.max(this.#windowWorst, now - this.#lastAt);
      this.#lastAt = now;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    this.#running = undefined;
  }
}

const recordBytes = (number: number): Uint8Array =>
  new TextEncoder().encode(`${String(number).padStart(RECORD_BYTES - 1, '0')}\n`);

/** Acknowledged records that are missing or torn in what a node reads back. */
export async function countLost(host: SimulatedHost, path: string, acknowledged: number): Promise<number> {
  const text = new TextDecoder().decode(await host.mountedFile(path).readBack());
  const lines = text.split('\n');
  let lost = 0;
  for (let number = 0; number < acknowledged; number += 1) {
    if (lines[number] !== String(number).padStart(RECORD_BYTES - 1, '0')) lost += 1;
  }
  return lost;
}
