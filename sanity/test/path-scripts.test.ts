import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PathDesk } from '../src/paths/path-desk.js';
import type { PathKind, PathKeeper } from '../src/paths/path-keeper.js';
import { writePathScripts, type PathScripts } from '../src/paths/path-scripts.js';

const ASK = fileURLToPath(new URL('../scripts/ask-path.mjs', import.meta.url));
const SCRIPT_MS = 10_000;

/** A machine with nothing but directories. */
class Directories implements PathKeeper {
  readonly known = new Set<string>();

  create(path: string): Promise<void> {
    if (this.known.has(path)) return Promise.reject(new Error(`${path} exists already`));
    this.known.add(path);
    return Promise.resolve();
  }

  remove(path: string): Promise<void> {
    return this.known.delete(path) ? Promise.resolve() : Promise.reject(new Error(`${path} is not there`));
  }

  kindOf(path: string): Promise<PathKind> {
    return Promise.resolve(this.known.has(path) ? 'directory' : 'not_found');
  }
}

let directory: string;
let machine: Directories;
let desk: PathDesk;
let scripts: PathScripts;
beforeEach(async () => {
  // A blank and a quote: the scripts must carry any directory's name.
  directory = await mkdtemp(join(tmpdir(), "sanity's paths "));
  machine = new Directories();
  desk = await PathDesk.open(join(directory, 'desk.sock'), machine);
  scripts = await writePathScripts({ directory, askPath: ASK, socket: desk.socket });
});
afterEach(async () => {
  await desk.close();
  await rm(directory, { recursive: true });
});

interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code?: number;
}

/** As csi-sanity runs it: the script and the path, nothing else. */
const run = (script: string, path: string): Promise<Ran> =>
  promisify(execFile)(script, [path], { timeout: SCRIPT_MS }).catch((error: unknown) => error as Ran);

test('a path is created, seen and removed on the machine behind the desk', async () => {
  const path = '/var/lib/kubelet/it is "here"';
  expect(await run(scripts.check, path)).toMatchObject({ stdout: 'not_found\n' });
  expect(await run(scripts.create, path)).toMatchObject({ stdout: `${path}\n`, stderr: '' });
  expect([...machine.known]).toEqual([path]);
  expect(await run(scripts.check, path)).toMatchObject({ stdout: 'directory\n' });
  expect(await run(scripts.remove, path)).toMatchObject({ stderr: '' });
  expect([...machine.known]).toEqual([]);
  expect(desk.refusals).toEqual([]);
});

test('a refusal fails the script with the reason, and is remembered', async () => {
  await run(scripts.create, '/staging');
  const again = await run(scripts.create, '/staging');
  expect(again).toMatchObject({ code: 1, stdout: '', stderr: '/staging exists already\n' });
  expect(desk.refusals).toEqual(['{"verb":"create","path":"/staging"}: /staging exists already']);
});

test('a relative path is refused before it reaches the machine', async () => {
  expect(await run(scripts.create, 'some/path')).toMatchObject({ code: 1 });
  expect(machine.known.size).toBe(0);
});

test('a desk that has closed is said, not waited for', async () => {
  await desk.close();
  const asked = await run(scripts.check, '/staging');
  expect(asked).toMatchObject({ code: 69, stdout: '' });
  expect(asked.stderr).toContain('no answer about /staging');
  desk = await PathDesk.open(desk.socket, machine);
});

test.each(['not json', '{}', '{"verb":"format","path":"/dev/sda"}'])(
  '%s gets a refusal',
  async (question) => {
    const caller = connect({ path: desk.socket, allowHalfOpen: true }).setEncoding('utf8');
    caller.end(`${question}\n`);
    let reply = '';
    for await (const text of caller) reply += String(text);
    expect(JSON.parse(reply)).toMatchObject({ ok: false });
  },
);
