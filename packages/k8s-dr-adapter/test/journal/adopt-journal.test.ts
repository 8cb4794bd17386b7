import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chained, type JournalRecord } from '@twinsite/domain';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adoptJournal } from '../../src/index.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drctl-adopt-'));
});
afterEach(() => rm(directory, { recursive: true }));

const ID = '20260101T000000000Z-failover';

/** A journal with these steps, as JSON lines. */
function journalOf(...steps: readonly string[]): string {
  const records: JournalRecord[] = [];
  for (const step of steps)
    records.push(chained({ type: 'intent', step }, '2026-01-01T00:00:00.000Z', records.at(-1)));
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

const adopt = (text: string) => adoptJournal(directory, { id: ID, text });
const here = () => readFile(join(directory, `${ID}.jsonl`), 'utf8');

test('a copy that goes on further is taken; what is here and says as much or more stays', async () => {
  expect(await adopt(journalOf('a', 'b'))).toMatchObject({ ok: true });
  expect(await here()).toBe(journalOf('a', 'b'));
  expect(await adopt(journalOf('a', 'b', 'c'))).toMatchObject({ ok: true });
  expect(await adopt(journalOf('a'))).toMatchObject({ ok: true });
  expect(await here()).toBe(journalOf('a', 'b', 'c'));
});

test('what says something else is kept beside it', async () => {
  await adopt(journalOf('a', 'mine'));
  expect(await adopt(journalOf('a', 'theirs', 'and more'))).toMatchObject({ ok: true });
  expect(await here()).toBe(journalOf('a', 'theirs', 'and more'));
  const left = (await readdir(directory)).filter((name) => name.includes('.left-'));
  expect(left).toHaveLength(1);
});

test('what is here and is not gone on from the copy is of a run that was left, however long it is', async () => {
  await adopt(journalOf('a', 'mine', 'mine too', 'and mine'));
  expect(await adopt(journalOf('a', 'theirs'))).toMatchObject({ ok: true });
  expect(await here()).toBe(journalOf('a', 'theirs'));
});

test.each([
  ['a record that was changed', journalOf('a', 'b').replace('"b"', '"c"')],
  ['no journal at all', 'hello\n'],
])('%s is refused, and nothing is written', async (_, text) => {
  expect(await adopt(text)).toMatchObject({ problem: { kind: 'journal-broken' } });
  expect(await readdir(directory)).toEqual([]);
});

test('an id that is no name of a file is refused', async () => {
  const outside = { id: '../../etc/passwd', text: journalOf('a') };
  expect(await adoptJournal(directory, outside)).toMatchObject({ problem: { kind: 'journal-broken' } });
});
