import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytes, never, parseNaa, type NodeRecord } from '@twinsite/domain';
import { soleWriter } from '@twinsite/domain/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DirectoryNodeJournal, systemClock } from '../src/index.js';
import { recordFileName } from '../src/journal/record-file-name.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'twinsite-journal-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const naa = parseNaa('60014050000000000000000000000001');

function record(volume: string): NodeRecord {
  if (naa === undefined) throw new Error('naa');
  const portals = [{ iqn: 'iqn.2018-12.sds:a', portal: { address: '10.0.0.1', port: 3260 }, site: 'a' }];
  const attachment = { naa, lun: 1, size: bytes(2n ** 60n), origin: 'new', ...soleWriter, portals } as const;
  return { volume, stagingPath: '/staging', phase: 'staged', attachment, published: [] };
}

const journal = (): DirectoryNodeJournal => new DirectoryNodeJournal(directory, systemClock);

describe('a record file', () => {
  test('that was torn is named, not taken for no record', async () => {
    await journal().save(record('vol'), never);
    const path = join(directory, 'vol.json');
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 100));
    const problem = { kind: 'journal-unreadable', path, detail: 'it is not a whole JSON object' };
    expect(await journal().load('vol', never)).toEqual({ ok: false, problem });
    expect(await journal().list(never)).toEqual({ ok: false, problem });
  });

  test.each([
    [{ version: 9 }, 'version 9 is not known to this driver, which reads 1 and 2'],
    [{ phase: 'dreaming' }, 'phase "dreaming" is not known'],
    [{ published: ['/pods/1', 7] }, 'published is no list of paths'],
    [{ attachment: {} }, 'attachment: naa, size or origin is wrong'],
    [{ stagingPath: 1 }, 'volume or stagingPath is missing'],
    [{ leaving: [{ iqn: 'iqn.x' }] }, 'leaving or contextPortals are wrong'],
    [{ contextPortals: 'none' }, 'leaving or contextPortals are wrong'],
  ])('with %j is refused', async (change, detail) => {
    await journal().save(record('vol'), never);
    const path = join(directory, 'vol.json');
    const whole = JSON.parse(readFileSync(path, 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...whole, ...change }));
    expect(await journal().load('vol', never)).toMatchObject({ ok: false, problem: { detail } });
  });

  test('of version 1 is read', async () => {
    await journal().save(record('vol'), never);
    const path = join(directory, 'vol.json');
    const whole = JSON.parse(readFileSync(path, 'utf8')) as { attachment: Record<string, unknown> };
    const former = Object.entries(whole.attachment).filter(([key]) => !(key in soleWriter));
    writeFileSync(path, JSON.stringify({ ...whole, version: 1, attachment: Object.fromEntries(former) }));
    expect(await journal().load('vol', never)).toEqual({ ok: true, value: record('vol') });
  });

  test('half written beside the old one changes nothing', async () => {
    await journal().save(record('vol'), never);
    writeFileSync(join(directory, 'vol.json.new'), '{"version":');
    expect(await journal().load('vol', never)).toEqual({ ok: true, value: record('vol') });
    expect(await journal().list(never)).toEqual({ ok: true, value: [record('vol')] });
  });

  test('that cannot be read for another reason is a problem of the host', async () => {
    const blocked = new DirectoryNodeJournal('/proc/version', systemClock);
    expect(await blocked.load('vol', never)).toMatchObject({
      ok: false,
      problem: { kind: 'host-io', code: 'ENOTDIR' },
    });
  });
});

test('names are safe, different for different volumes, and short enough', () => {
  const volumes = ['a', 'A', 'a/b', 'a%2fb', '..', '.', 'ä', 'x'.repeat(300), 'y'.repeat(300), 'a\nb', ''];
  const names = volumes.map(recordFileName);
  expect(new Set(names).size).toBe(volumes.length);
  for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_%-]{0,250}\.json$/);
});

describe('a save that its caller left', () => {
  /** It goes on in a thread all the same. */
  async function leave(books: DirectoryNodeJournal): Promise<void> {
    const caller = new AbortController();
    const left = books.save({ ...record('vol'), phase: 'connecting' }, caller.signal);
    caller.abort();
    expect(await left).toMatchObject({ ok: false, problem: { kind: 'cancelled' } });
  }

  test('neither tears nor overtakes the next one', async () => {
    const books = journal();
    for (let round = 0; round < 50; round += 1) {
      await leave(books);
      expect(await books.save(record('vol'), never)).toMatchObject({ ok: true });
      expect(await books.load('vol', never)).toEqual({ ok: true, value: record('vol') });
    }
  });

  test('does not bring a record back that was forgotten', async () => {
    const books = journal();
    for (let round = 0; round < 50; round += 1) {
      await leave(books);
      expect(await books.forget('vol', never)).toMatchObject({ ok: true });
      expect(await books.load('vol', never)).toEqual({ ok: true, value: undefined });
    }
  });
});
