import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory } from './csi-sanity-binary.js';

/** Where the logs of the last run of this name can be read after it. */
export const keptLogs = (name: string): string => join(cacheDirectory(), 'last-sanity-logs', name);

/** Copied when a run has ended, so that two runs at once do not write into each other's logs. */
export async function keepLogs(name: string, logs: string): Promise<void> {
  await rm(keptLogs(name), { recursive: true, force: true });
  await cp(logs, keptLogs(name), { recursive: true });
}
