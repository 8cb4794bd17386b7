import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { never } from '@twinsite/domain';
import { buildSync } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { DirectoryNodeJournal, systemClock } from '../src/index.js';

const scratch = mkdtempSync(join(tmpdir(), 'twinsite-journal-kill-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const ROUNDS = 8;
const SAVES_BEFORE_THE_KILL = 20;

/** A process that saves one record for ever, with a long and a short text in turn, and says each time it did. */
const WRITER = `
import { DirectoryNodeJournal, systemClock } from './journal.mjs';
const signal = new AbortController().signal;
const journal = new DirectoryNodeJournal(process.argv[2], systemClock);
const portals = [{ iqn: 'iqn.2018-12.sds:a', portal: { address: '10.0.0.1', port: 3260 }, site: 'a' }];
const attachment = { naa: '6'.repeat(32), lun: 1, size: 1n << 40n, origin: 'new', readOnly: false, mayFormat: true, pathMode: 'multipath', portals };
for (let turn = 0; ; turn += 1) {
  const stagingPath = '/staging/' + 'x'.repeat((turn % 2) * 100_000);
  const saved = await journal.save({ volume: 'vol', stagingPath, attachment, phase: 'staged' }, signal);
  process.stdout.write(saved.ok ? '.' : '!');
}
`;

function buildWriter(): string {
  const entry = fileURLToPath(new URL('../src/index.ts', import.meta.url));
  buildSync({
    entryPoints: [entry],
    outfile: join(scratch, 'journal.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@twinsite/source'],
  });
  const path = join(scratch, 'writer.mjs');
  writeFileSync(path, WRITER);
  return path;
}

async function killAfterSaves(writer: string, directory: string): Promise<string> {
  const child = spawn(process.execPath, [writer, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.length >= SAVES_BEFORE_THE_KILL) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return said;
}

test('a writer killed with kill -9 leaves a whole record every time', { timeout: 60_000 }, async () => {
  const writer = buildWriter();
  const directory = join(scratch, 'records');
  const journal = new DirectoryNodeJournal(directory, systemClock);
  for (let round = 0; round < ROUNDS; round += 1) {
    const said = await killAfterSaves(writer, directory);
    expect(said).toMatch(/^\.+$/);
    const loaded = await journal.load('vol', never);
    expect(loaded).toMatchObject({ ok: true, value: { volume: 'vol', phase: 'staged' } });
  }
});
