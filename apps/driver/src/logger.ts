import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from './config/driver-config.js';

/** JSON lines on standard output; the fixed keys are in docs/logging.md. */
export function createLogger(driver: string, level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    name: driver,
    level,
    base: { driver },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
