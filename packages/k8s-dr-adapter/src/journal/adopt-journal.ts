import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, ok, type JournalRecord, type Problem, type Result } from '@twinsite/domain';
import { flushDirectory, writeFlushed } from '../bundles/durable-files.js';
import { unwritable } from './file-journal.js';
import type { CopiedJournal } from './journal-copy.js';
import { parseJournal } from './journal-lines.js';

/**
 * Takes the copy of a journal that another host has gone on with. What is here already and says the same, or more, stays; what
 * says something else is kept beside it.
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
    if (mine?.ok === true && mine.value.records.length >= copy.value.records.length) return ok(undefined);
    if (mine !== undefined && !(mine.ok && isBeginOf(mine.value.records, copy.value.records)))
      await rename(path, `${path}.left-${Date.now()}`);
    await rm(`${path}.new`, { force: true });
    await writeFlushed(`${path}.new`, text);
    await rename(`${path}.new`, path);
    await flushDirectory(directory);
    return ok(undefined);
  } catch (error) {
    return failed(unwritable(path, error));
  }
}

const isBeginOf = (records: readonly JournalRecord[], others: readonly JournalRecord[]): boolean =>
  records.every(({ digest }, at) => others[at]?.digest === digest);
