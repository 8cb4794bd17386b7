import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OperationsDirectory, type Operation } from '../../src/index.js';
import { realClock } from '../real-clock.js';

let state: string;
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'drctl-state-'));
});
afterEach(() => rm(state, { recursive: true }));

const order = { verb: 'restore', group: 'shop', fingerprint: 'f', facts: { bundle: 'b' } };
const directory = () => new OperationsDirectory(state, realClock);

async function begun(change: object = {}): Promise<Operation> {
  const operation = await directory().begin({ ...order, ...change });
  if (!operation.ok) throw new Error(JSON.stringify(operation.problem));
  return operation.value;
}
const journalOf = async (): Promise<string> => {
  const [name = ''] = (await readdir(join(state, 'shop'))).filter((one) => one.endsWith('.jsonl'));
  return join(state, 'shop', name);
};

/** Ends as kill -9 does: the lock's process is another one that is gone. */
async function killed(operation: Operation): Promise<void> {
  await operation.close();
  await writeFile(
    join(state, 'shop', 'lock'),
    JSON.stringify({ pid: 4_194_305, host: (await import('node:os')).hostname() }),
  );
}

describe('the journals of operations', () => {
  it('chain every record to the one before it, and keep them from other users', async () => {
    const operation = await begun();
    await Promise.all(['a', 'b', 'c'].map((step) => operation.journal.append({ type: 'intent', step })));
    await operation.close();
    const lines = (await readFile(await journalOf(), 'utf8')).trimEnd().split('\n');
    const records = lines.map((line) => JSON.parse(line) as { digest: string; before: string });
    expect(records.slice(1).map(({ before }) => before)).toEqual(
      records.slice(0, -1).map(({ digest }) => digest),
    );
    expect((await stat(await journalOf())).mode & 0o077).toBe(0);
  });

  it('go on after a kill, and begin anew after an end or for another order', async () => {
    const first = await begun();
    await first.journal.append({ type: 'intent', step: 'a' });
    await killed(first);
    const second = await begun();
    expect([second.id, second.resumedAfter]).toEqual([first.id, 2]);
    await second.journal.append({ type: 'end', outcome: 'complete' });
    await second.close();
    expect(await begun().then((third) => third.close().then(() => third.resumedAfter))).toBe(0);
  });

  it('leave out a record that was cut off by the kill', async () => {
    const first = await begun();
    await killed(first);
    await appendFile(await journalOf(), '{"version":1,"sequ');
    const second = await begun();
    expect(second.resumedAfter).toBe(1);
    await second.close();
    const listed = await directory().list('shop');
    expect(listed.ok && listed.value[0]?.records.map(({ entry }) => entry.type)).toEqual(['begin', 'resume']);
  });

  it('are refused when a record was changed', async () => {
    const first = await begun();
    await first.journal.append({ type: 'intent', step: 'create Pod shop/a' });
    await first.close();
    const path = await journalOf();
    await writeFile(path, (await readFile(path, 'utf8')).replace('shop/a', 'shop/b'));
    expect(await directory().begin(order)).toMatchObject({ problem: { kind: 'journal-broken', record: 2 } });
  });

  it('let one drctl at a time work on a group', async () => {
    const first = await begun();
    expect(await directory().begin(order)).toMatchObject({ problem: { kind: 'group-locked' } });
    await (await begun({ group: 'other' })).close();
    await first.close();
    await (await begun()).close();
  });

  it('do nothing where they cannot be written', async () => {
    await writeFile(join(state, 'shop'), '');
    expect(await directory().begin(order)).toMatchObject({ problem: { kind: 'journal-unwritable' } });
  });
});
