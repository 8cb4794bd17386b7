import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, type ProcessIdentity } from './process-identity.js';

/** Sends a signal; a process (or group) that is already gone is what the caller wanted. */
export function signalProcess(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** True when every one of them has ended within the time. */
export async function waitUntilGone(all: readonly ProcessIdentity[], deadlineMs: number): Promise<boolean> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const alive = await Promise.all(all.map(isAlive));
    if (!alive.includes(true)) return true;
    if (Date.now() >= end) return false;
    await sleep(30);
  }
}
