import { formatEndpoint, type CsiServer } from '@twinsite/csi-adapter';
import type { Logger } from 'pino';

export interface RunningDriver {
  readonly server: CsiServer;
  readonly log: Logger;
  /** Lets go of connections when everything has ended. */
  readonly close: () => Promise<void>;
}

/** Time that running calls get to end after SIGTERM; Kubernetes kills after 30 s. Unit: ms. */
const DRAIN_MS = 25_000;

/** Serves until SIGTERM or SIGINT and answers the exit code: 0 after a drain, 1 when it cannot listen. */
export async function runDriver({ server, log, close }: RunningDriver): Promise<number> {
  const stopped = stopSignal();
  const started = await server.start();
  if (!started.ok) {
    log.error({ problem: started.problem }, started.problem.message);
    await close();
    return 1;
  }
  log.info({ endpoint: formatEndpoint(started.value) }, 'listening');
  const signal = await stopped;
  log.info({ signal }, 'draining');
  const { unfinished } = await server.drain(DRAIN_MS);
  await close();
  log.info({ unfinished }, 'stopped');
  return 0;
}

function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
}
