import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A lock that belongs to this process and dies with it, kill -9 included: an abstract unix socket (unix(7)).
 * It lives in the network namespace of the caller, so locks are taken on the host side, never inside the lab.
 */
export interface MachineLock {
  release(): Promise<void>;
}

export function tryLock(name: string): Promise<MachineLock | undefined> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(`\0twinsite/${name}`, () => {
      server.unref();
      resolve({ release: () => close(server) });
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error === undefined) resolve();
      else reject(error);
    });
  });
}

/** Waits for the other holder; `onWait` is told once that there is one. */
export async function waitForLock(
  name: string,
  onWait: () => void,
  signal: AbortSignal,
): Promise<MachineLock> {
  for (let tries = 0; ; tries++) {
    const lock = await tryLock(name);
    if (lock !== undefined) return lock;
    if (tries === 0) onWait();
    await sleep(300, undefined, { signal });
  }
}
