import { waitForLock } from './machine-lock.js';
import type { Progress } from './progress.js';

/** apt and dpkg refuse a second user at once; labs that start together take turns. */
export async function inAptTurn<T>(work: () => Promise<T>, say: Progress, signal: AbortSignal): Promise<T> {
  const lock = await waitForLock('apt', () => say('waiting for another lab that installs packages'), signal);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}
