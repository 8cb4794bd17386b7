import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { failed, ok, type Problem, type Result } from '@twinsite/domain';
import { isRecord } from '../client/kube-object.js';
import { parseJson } from '../client/refusal.js';
import { unwritable } from './file-journal.js';

export interface GroupLock {
  release(): Promise<void>;
}

/**
 * One drctl at a time works on a group from this state directory. A lock whose process is gone is taken over; one of
 * another host is not, because nobody here can tell.
 */
export async function takeGroupLock(directory: string, group: string): Promise<Result<GroupLock, Problem>> {
  const path = join(directory, 'lock');
  const mine = join(directory, `lock.${process.pid}`);
  try {
    await writeFile(mine, JSON.stringify({ pid: process.pid, host: hostname() }), { mode: 0o600 });
    for (let tries = 0; tries < 3; tries += 1) {
      if (await linked(mine, path)) return ok({ release: () => rm(path, { force: true }) });
      const text = await readFile(path, 'utf8').catch(() => '');
      const holder = liveHolder(text);
      if (holder !== undefined) return failed({ kind: 'group-locked', group, holder, path });
      if (text === (await readFile(path, 'utf8').catch(() => text))) await rm(path, { force: true });
    }
    return failed({ kind: 'group-locked', group, holder: 'another drctl', path });
  } catch (error) {
    return failed(unwritable(path, error));
  } finally {
    await rm(mine, { force: true });
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined when the holder is known to be gone. */
function liveHolder(text: string): string | undefined {
  const lock = parseJson(text);
  if (!isRecord(lock) || typeof lock['pid'] !== 'number') return undefined;
  const words = `process ${lock['pid']} on ${String(lock['host'])}`;
  if (lock['host'] !== hostname()) return words;
  try {
    process.kill(lock['pid'], 0);
    return words;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH' ? undefined : words;
  }
}
