import type { Logger } from 'pino';

export const logDefect = (log: Logger, error: unknown): void =>
  log.error({ defect: error instanceof Error ? error.stack : String(error) }, 'defect');
