import type { Readiness } from '@twinsite/domain';
import type { Logger } from 'pino';

/** The same answers; every change of them is a log line. CSI has no place for the reason. */
export function toldReadiness(ask: () => Promise<Readiness>, log: Logger): () => Promise<Readiness> {
  let last: Readiness = { ready: true };
  return async () => {
    const now = await ask();
    if (now.ready !== last.ready || now.why !== last.why) {
      if (now.ready) log.info('ready');
      else log.warn({ why: now.why }, 'not ready');
    }
    last = now;
    return now;
  };
}
