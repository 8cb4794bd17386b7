import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseCommand, UsageError } from '../src/cli/sanity-command.js';
import type { PathKeeper } from '../src/paths/path-keeper.js';
import { cacheDirectory } from '../src/suite/csi-sanity-binary.js';
import { refuseGo } from '../src/suite/go-toolchain.js';
import { runSuite, type SuiteRun } from '../src/suite/run-suite.js';
import { runTool } from '../src/suite/run-tool.js';
import { prepareSuite } from '../src/suite/suite-order.js';

const HOME = fileURLToPath(new URL('..', import.meta.url));

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sanity-suite-'));
});
afterEach(() => rm(directory, { recursive: true }));

const settings = (accessType: 'mount' | 'raw') => ({
  accessType,
  controller: 'unix:///run/controller.sock',
  node: 'unix:///run/node.sock',
  account: { user: 'admin', password: 'canary-5d1' },
  parameters: { accessPaths: 'ap-k8s', pool: 'pool-a' },
  paths: { create: '/scripts/create', remove: '/scripts/remove', check: '/scripts/check' },
  directory,
});

test('the suite gets two sockets, secrets for every call, and no filter', async () => {
  const { args, env } = await prepareSuite(settings('mount'));
  expect(args).toContain('--csi.endpoint=unix:///run/node.sock');
  expect(args).toContain('--csi.controllerendpoint=unix:///run/controller.sock');
  expect(args).toContain('--csi.testvolumeaccesstype=mount');
  expect(args.filter((arg) => /skip|focus|filter/.test(arg))).toEqual([]);
  expect([...args, ...Object.values(env)].join(' ')).not.toContain('canary-5d1');
  const secrets = join(directory, 'secrets.yaml');
  expect((await stat(secrets)).mode & 0o077).toBe(0);
  const sections = Object.values(JSON.parse(await readFile(secrets, 'utf8')) as object);
  expect(sections).toHaveLength(13);
  expect(new Set(sections.map((one) => JSON.stringify(one))).size).toBe(1);
});

test('raw volumes are what csi-sanity calls block', async () => {
  expect((await prepareSuite(settings('raw'))).args).toContain('--csi.testvolumeaccesstype=block');
});

test.each([
  ['go version go1.26.8 linux/amd64', undefined],
  ['go version go1.30 linux/arm64', undefined],
  ['go version go2.0 linux/amd64', undefined],
  ['go version go1.25.9 linux/amd64', 'this is `go version go1.25.9'],
  ['nonsense', 'this is `nonsense`'],
  [undefined, 'there is no `go`'],
])('with `%s` the refusal is %s', (said, refusal) => {
  const { message } = refuseGo('csi-sanity is built', said) ?? {};
  if (refusal === undefined) expect(message).toBeUndefined();
  else expect(message).toContain(refusal);
});

test('an empty XDG_CACHE_HOME counts as none', () => {
  expect(cacheDirectory({ XDG_CACHE_HOME: '/cache' })).toBe('/cache/twinsite');
  expect(cacheDirectory({ XDG_CACHE_HOME: '' })).toMatch(/\.cache\/twinsite$/);
});

const tool = (script: string, deadlineMs = 10_000) => ({
  argv: ['/bin/sh', '-c', script] as const,
  log: join(directory, 'log'),
  env: {},
  deadlineMs,
});
const { signal } = new AbortController();

test('a program leaves its words and its exit code', async () => {
  expect(await runTool(tool('echo out; echo err >&2; exit 3'), signal)).toBe(3);
  expect(await readFile(join(directory, 'log'), 'utf8')).toBe('out\nerr\n');
});

test('a program that hangs ends at its deadline, with its children', async () => {
  await expect(runTool(tool('sleep 300 & wait', 50), signal)).rejects.toThrow('no end within 0.05 s');
});

test('a stop ends the program with the reason of the stop', async () => {
  const stop = new AbortController();
  const running = runTool(tool('sleep 300'), stop.signal);
  stop.abort(new Error('stopped by SIGINT'));
  await expect(running).rejects.toThrow('stopped by SIGINT');
});

test('a program that is missing is an error, not a crash', async () => {
  const missing = { ...tool(''), argv: [join(directory, 'nothing')] as const };
  await expect(runTool(missing, signal)).rejects.toThrow('ENOENT');
});

test('the command line is read, and what cannot be read names the remedy', () => {
  expect(parseCommand(['mount'])).toEqual({ kind: 'run', accessType: 'mount', real: false });
  expect(parseCommand(['--real', 'raw'])).toEqual({ kind: 'run', accessType: 'raw', real: true });
  expect(parseCommand(['nfs'])).toEqual({ kind: 'run', accessType: 'nfs', real: false });
  expect(parseCommand([])).toEqual({ kind: 'help' });
  for (const words of [['block'], ['mount', 'raw'], ['--real'], ['mount', '--focus=Node']]) {
    expect(() => parseCommand(words)).toThrow(UsageError);
    expect(() => parseCommand(words)).toThrow('give `mount`, `raw` or `nfs`');
  }
});

const noPaths: PathKeeper = {
  create: () => Promise.reject(new Error('no paths here')),
  remove: () => Promise.resolve(),
  kindOf: () => Promise.resolve('not_found'),
};

function suiteWith(launch: SuiteRun['launch']) {
  const lines: string[] = [];
  const claims = {
    check: (claim: string, holds: boolean, evidence: string) =>
      void lines.push(`${holds ? 'PASS' : 'FAIL'} ${claim} ${evidence}`),
    note: (line: string) => void lines.push(line),
  };
  const run = { settings: settings('mount'), keeper: noPaths, home: HOME, directory, launch };
  return { lines, tally: runSuite(run, claims) };
}

test('a suite that ends without a report is an error that says where to look', async () => {
  await expect(suiteWith(() => Promise.resolve(1)).tally).rejects.toThrow('its log says why');
});

test('paths that were refused are a failed claim beside what the report says', async () => {
  const { tally, lines } = suiteWith(async (args) => {
    const value = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? '';
    await promisify(execFile)(value('csi.createmountpathcmd'), ['/target']).catch(() => undefined);
    const report = [{ SuiteConfig: {}, SpecReports: [], RunTime: 0 }];
    await writeFile(value('ginkgo.json-report'), JSON.stringify(report));
  });
  expect((await tally).passed).toEqual([]);
  expect(lines.join()).toMatch(/^FAIL every path .*"\/target"}: no paths here$/);
});
