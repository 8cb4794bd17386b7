import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, ok, type Problem, type Result } from '@twinsite/domain';
import { flushDirectory, writeFlushed } from '../bundles/durable-files.js';
import { unwritable } from './file-journal.js';
import type { CopiedJournal } from './journal-copy.js';
import { goesOnFrom, parseJournal } from './journal-lines.js';

/**
 * Takes the copy of a journal that another host has gone on with; only for who has the group's lock. What is here stays while it
 * goes on from the copy; what says something else is of a run that was left, and is kept beside it.
 */
export async function adoptJournal(
  directory: string,
  { id, text }: CopiedJournal,
): Promise<Result<void, Problem>> {
  if (!/^[\w-]+$/.test(id)) return failed({ kind: 'journal-broken', path: `the copy of ${id}`, record: 1 });
  const copy = parseJournal(`the copy of ${id}`, text);
  if (!copy.ok) return copy;
  const path = join(directory, `${id}.jsonl`);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const own = await readFile(path, 'utf8').catch(() => undefined);
    const mine = own === undefined ? undefined : parseJournal(path, own);
    if (mine?.ok === true && goesOnFrom(mine.value.records, copy.value.records)) return ok(undefined);
    const fresh = `${path}.new-${process.pid}-${Date.now()}`;
    await writeFlushed(fresh, text);
    const isOlder = mine?.ok === true && goesOnFrom(copy.value.records, mine.value.records);
    if (mine !== undefined && !isOlder) await rename(path, `${path}.left-${Date.now()}`);
    await rename(fresh, path);
    await flushDirectory(directory);
    return ok(undefined);
  } catch (error) {
    return failed(unwritable(path, error));
  }
}
