import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cached, cacheDirectory } from '../../src/host/cache.js';

let base = '';
const signal = new AbortController().signal;
const quiet = () => undefined;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'twinsite-cache-'));
  vi.stubEnv('XDG_CACHE_HOME', base);
});
afterEach(() => rm(base, { recursive: true, force: true }));

const entry = (build: (directory: string) => Promise<void>) => ({
  kind: `k${process.pid}`,
  key: 'one',
  build,
});

it('builds once, however many ask at the same time', async () => {
  let builds = 0;
  const build = async (directory: string) => {
    builds += 1;
    await writeFile(join(directory, 'x'), String(builds));
  };
  const places = await Promise.all([1, 2, 3].map(() => cached(entry(build), quiet, signal)));
  expect(builds).toBe(1);
  expect(new Set(places).size).toBe(1);
  expect(await readFile(join(places[0] ?? '', 'x'), 'utf8')).toBe('1');
});

it('never shows a half-built product and starts over from nothing', async () => {
  const failing = entry(async (directory) => {
    await writeFile(join(directory, 'half'), '');
    throw new Error('the build broke');
  });
  await expect(cached(failing, quiet, signal)).rejects.toThrow('the build broke');
  const place = await cached(
    entry((directory) => writeFile(join(directory, 'x'), '')),
    quiet,
    signal,
  );
  expect(existsSync(join(place, 'half'))).toBe(false);
  expect(existsSync(join(place, 'x'))).toBe(true);
});

it('lives under XDG_CACHE_HOME, else ~/.cache', () => {
  expect(cacheDirectory({ XDG_CACHE_HOME: '/c' })).toBe('/c/twinsite');
  expect(cacheDirectory({})).toMatch(/\/\.cache\/twinsite$/);
});
