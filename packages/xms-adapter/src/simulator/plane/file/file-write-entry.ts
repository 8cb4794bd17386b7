import type { Fate } from '../write-log.js';

/** One write at one file gateway. */
export interface FileWriteEntry extends Fate {
  readonly gateway: string;
  readonly clientIp: string;
  readonly path: string;
  readonly offset: number;
  readonly length: number;
}
