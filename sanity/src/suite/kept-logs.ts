import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory } from './csi-sanity-binary.js';

/** A fresh directory for the logs and the report of a run; the next run of the same name replaces it. */
export async function freshLogs(name: string): Promise<string> {
  const directory = join(cacheDirectory(), 'last-sanity-logs', name);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  return directory;
}
