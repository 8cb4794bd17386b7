import type { SimulatedHost } from '@twinsite/iscsi-adapter/testing';

const PAUSE_MS = 5;
const WIDTH = 15;

/** What was acknowledged to users, whichever pod wrote it: the truth that storage has to show. */
export interface Acknowledged {
  count: number;
  /** When the pod that writes now had its first record acknowledged, ms since the epoch. */
  resumedAt: number | undefined;
}

const lineOf = (number: number): string => `${String(number).padStart(WIDTH, '0')}\n`;

/** A pod that goes on with the ledger it finds on its volume: appends the next number, and tells when it is on the disk. */
export class Ledger {
  private readonly file: ReturnType<SimulatedHost['mountedFile']>;
  private readonly truth: Acknowledged;
  /** Its disk failed. */
  broken = false;
  private stopped = false;
  private readonly running: Promise<void>;

  constructor(host: SimulatedHost, path: string, truth: Acknowledged) {
    this.file = host.mountedFile(path);
    this.truth = truth;
    // A disk that fails ends the pod, as a database would.
    this.running = this.run().catch(() => {
      this.broken = true;
    });
  }

  /** Whatever it was writing is over; one that waits for a disk that never answers is left behind after a while. */
  async stop(patienceMs: number): Promise<void> {
    this.stopped = true;
    const late = new Promise<void>((done) => setTimeout(done, patienceMs).unref());
    await Promise.race([this.running, late]);
  }

  private async run(): Promise<void> {
    let next = (await readLedger(this.file)).length;
    this.truth.resumedAt = undefined;
    while (!this.stopped) {
      await this.file.appendRecord(new TextEncoder().encode(lineOf(next)));
      next += 1;
      if (next > this.truth.count) this.truth.count = next;
      this.truth.resumedAt ??= Date.now();
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** The lines of the ledger; none where there is no file yet. */
export async function readLedger(file: ReturnType<SimulatedHost['mountedFile']>): Promise<readonly string[]> {
  const bytes = await file.readBack().catch(() => undefined);
  return bytes === undefined ? [] : new TextDecoder().decode(bytes).split('\n').slice(0, -1);
}

/** Acknowledged numbers that are missing or torn. */
export const lostOf = (lines: readonly string[], acknowledged: number): number =>
  Array.from({ length: acknowledged }, (_, number) => number).filter(
    (number) => `${lines[number] ?? ''}\n` !== lineOf(number),
  ).length;
