import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArrayDirectory } from '@twinsite/xms-adapter';
import { startSimulator, type RunningSimulator } from '@twinsite/xms-adapter/simulator';
import { CommanderError } from 'commander';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { buildProgram } from '../src/program.js';
import { terminalInto } from './terminal-into.js';

let directory: string;
let simulator: RunningSimulator;

beforeEach(async () => {
  replyMs = 500;
  directory = mkdtempSync(join(tmpdir(), 'drctl-'));
  simulator = await startSimulator();
  writeFileSync(join(directory, 'user'), 'admin\n');
  writeFileSync(join(directory, 'password'), 'admin\n');
});

afterEach(async () => {
  await simulator.close();
  rmSync(directory, { recursive: true, force: true });
});

function writeConfig(overrides: object = {}): string {
  const path = join(directory, 'drctl.yaml');
  const array = {
    name: 'array-1',
    managers: simulator.xmsServers().split(','),
    credentials: { userFile: join(directory, 'user'), passwordFile: join(directory, 'password') },
    sites: {
      a: simulator.topology.hosts.filter(({ site }) => site === 'a').map(({ name }) => name),
      b: simulator.topology.hosts.filter(({ site }) => site === 'b').map(({ name }) => name),
      arbiter: simulator.topology.hosts.filter(({ site }) => site === 'arbiter').map(({ name }) => name),
    },
    ...overrides,
  };
  writeFileSync(path, JSON.stringify({ arrays: [array] }));
  return path;
}

let replyMs: number;

async function drctl(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const seen = { code: -1, out: '', err: '' };
  const program = buildProgram({
    terminal: terminalInto(seen),
    env: {},
    interrupted: new AbortController().signal,
    openArrays: ({ arrays }) => {
      const opened = createArrayDirectory({ arrays, timings: { connectMs: 300, replyMs } });
      if (!opened.ok) throw new Error('the configuration was not checked');
      return Promise.resolve(opened.value);
    },
    openCluster: () => {
      throw new Error('sites asks no cluster');
    },
    finish: (code) => (seen.code = code),
  });
  await program.parseAsync(['node', 'drctl', ...args]);
  return seen;
}

test('a healthy cluster: both sites, the quorum and every gateway, exit 0', async () => {
  const { code, out, err } = await drctl('sites', '--config', writeConfig());
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('HEALTHY');
  expect(out).toContain('quorum held, 3 of 3 monitors up');
  for (const gateway of ['gw-a', 'gw-b']) expect(out).toContain(gateway);
  expect(simulator.violations()).toEqual([]);
});

test('site a dark: degraded, says which hosts and gateways, exit 1', async () => {
  const config = writeConfig();
  await simulator.cut('site-a');
  await expect
    .poll(async () => (await drctl('sites', '-c', config)).out, { timeout: 15_000 })
    .toContain('2 of 3 monitors');
  const { code, out, err } = await drctl('sites', '-c', config);
  expect(code).toBe(1);
  expect(out).toContain('DEGRADED');
  expect(out).toMatch(/host gw-a \(site a\) is down/);
  expect(err).toContain('array array-1 is degraded');
});

test('json carries the same facts for scripts', async () => {
  const { code, out } = await drctl('sites', '-c', writeConfig(), '-o', 'json');
  const { arrays } = JSON.parse(out) as {
    arrays: readonly { array: string; health: string; hosts: readonly unknown[] }[];
  };
  expect([code, arrays[0]?.array, arrays[0]?.health]).toEqual([0, 'array-1', 'healthy']);
  expect(arrays[0]?.hosts.length).toBeGreaterThan(2);
});

test('no manager answers: unreachable, which is not "down", exit 1', async () => {
  const config = writeConfig();
  for (const { name } of simulator.managers()) await simulator.setManager(name, { state: 'refusing' });
  const { code, out } = await drctl('sites', '-c', config);
  expect(code).toBe(1);
  expect(out).toContain('UNREACHABLE');
  expect(out).toContain('the data path may still work');
});

test('the time is over while a manager keeps silent: exit 6, at once', async () => {
  const config = writeConfig();
  for (const { name } of simulator.managers()) await simulator.setManager(name, { state: 'silent' });
  replyMs = 60_000;
  const begun = performance.now();
  const { code, out } = await drctl('sites', '-c', config, '--timeout', '1');
  expect(code).toBe(6);
  expect(out).toContain('UNREACHABLE');
  expect(performance.now() - begun).toBeLessThan(5_000);
});

test.each([
  [['sites', '--output', 'xml']],
  [['sites', '--timeout', '0']],
  [['sites', '--colour']],
  [['seats']],
])('usage errors of every command reach the program, which ends with 2: %j', async (args) => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await expect(drctl(...args)).rejects.toThrow(CommanderError);
  expect(write.mock.calls.join('')).toContain('drctl --help tells more');
});

test('a wrong configuration names every mistake, exit 2', async () => {
  const { code, err } = await drctl('sites', '-c', writeConfig({ managers: [], colour: 'red' }));
  expect(code).toBe(2);
  expect(err).toContain('arrays[0].managers');
  expect(err).toContain('arrays[0].colour');
});

test('a wrong password is said once, without the password', async () => {
  writeFileSync(join(directory, 'password'), 'canary-7f3a\n');
  const { code, out, err } = await drctl('sites', '-c', writeConfig());
  expect(code).toBe(1);
  expect(out).toContain('refuses the credentials');
  expect(out + err).not.toContain('canary-7f3a');
});
