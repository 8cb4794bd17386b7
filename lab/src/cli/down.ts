import { setTimeout as sleep } from 'node:timers/promises';
import type { MachineLock } from '../host/machine-lock.js';
import { isAlive } from '../host/process-identity.js';
import { sayOnStderr as say } from '../host/progress.js';
import { signalProcess, waitUntilGone } from '../host/signal-process.js';
import { countLeftovers, totalOf } from '../run-dir/leftovers.js';
import { tryLabLock } from '../run-dir/lab-lock.js';
import { RunDirectory } from '../run-dir/run-directory.js';
import { sweep } from '../run-dir/sweep.js';

/** A running lab takes this long at most to take itself down. */
const GENTLE_MS = 45_000;

/** Ends the lab wherever it runs and cleans up what a killed one has left. Exit code 0 when nothing is left. */
export async function down(): Promise<number> {
  const run = new RunDirectory();
  const holder = await run.holder();
  if (holder !== undefined && (await isAlive(holder))) {
    say(`stopping the lab of process ${holder.pid} ...`);
    signalProcess(holder.pid, 'SIGTERM');
    if (!(await waitUntilGone([holder], GENTLE_MS))) signalProcess(holder.pid, 'SIGKILL');
    await waitUntilGone([holder], 5_000);
  }
  const lock = await lockSoon();
  if (lock === undefined) {
    say('another lab command is still at work: try again when it has ended');
    return 75;
  }
  await sweep(run);
  await lock.release();
  const left = await countLeftovers(run);
  say(totalOf(left) === 0 ? 'the machine is clean' : `left over: ${JSON.stringify(left)}`);
  return totalOf(left) === 0 ? 0 : 1;
}

async function lockSoon(): Promise<MachineLock | undefined> {
  for (let tries = 0; tries < 20; tries++) {
    const lock = await tryLabLock();
    if (lock !== undefined) return lock;
    await sleep(100);
  }
  return undefined;
}
