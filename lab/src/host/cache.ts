import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { exists } from './if-missing.js';
import { waitForLock } from './machine-lock.js';
import type { Progress } from './progress.js';

export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const base = env['XDG_CACHE_HOME'] ?? '';
  return join(base === '' ? join(homedir(), '.cache') : base, 'twinsite');
}

export function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);
}

export interface CacheEntry {
  /** First part of the directory's name. */
  readonly kind: string;
  readonly key: string;
  build(directory: string): Promise<void>;
}

/**
 * The directory of a cached product, built when missing. It is built beside and renamed when whole, so a
 * half-built one is never used; a second builder waits for the first.
 */
export async function cached(entry: CacheEntry, say: Progress, signal: AbortSignal): Promise<string> {
  const base = cacheDirectory();
  const wanted = join(base, `${entry.kind}-${entry.key}`);
  if (await exists(stat(wanted))) return wanted;
  await mkdir(base, { recursive: true });
  const lock = await waitForLock(
    `cache-${entry.kind}`,
    () => say(`waiting for another build of ${entry.kind}`),
    signal,
  );
  try {
    if (await exists(stat(wanted))) return wanted;
    // Older versions and half-built ones; nobody uses them: labs that run at once are of one version.
    await removeKind(base, entry.kind);
    const partial = `${wanted}.partial`;
    await mkdir(partial, { mode: 0o755 });
    await entry.build(partial);
    await rename(partial, wanted);
    return wanted;
  } finally {
    await lock.release();
  }
}

async function removeKind(base: string, kind: string): Promise<void> {
  const names = (await readdir(base)).filter((name) => name.startsWith(`${kind}-`));
  await Promise.all(names.map((name) => rm(join(base, name), { recursive: true, force: true })));
}
