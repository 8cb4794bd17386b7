import type { Logger } from 'pino';

/**
 * A promise that nobody waits for and that fails is a mistake of ours: it is written down, and the stage that runs beside
 * it goes on (hazard H33).
 */
export function outliveRejections(log: Logger): void {
  process.on('unhandledRejection', (reason: unknown) => {
    const defect = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    log.error({ defect }, 'defect');
  });
}
