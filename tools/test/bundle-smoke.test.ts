import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createCsiClient } from '@twinsite/csi-adapter';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './scratch-workspace.js';

/** Holds the bundles alone: what they need beyond Node would be missed here. */
const empty = mkdtempSync(join(tmpdir(), 'twinsite-smoke-'));
const socket = join(empty, 'csi.sock');

beforeAll(() => {
  for (const app of ['driver', 'drctl']) {
    execFileSync(process.execPath, [join(root, 'tools/bundle.mjs'), '--outdir', empty], {
      cwd: join(root, 'apps', app),
      timeout: 60_000,
    });
  }
}, 130_000);

afterAll(() => rmSync(empty, { recursive: true, force: true }));

async function untilServing(driver: ChildProcess): Promise<void> {
  if (driver.stdout === null) throw new Error('the driver has no output');
  for await (const chunk of driver.stdout) if (String(chunk).includes('"listening"')) return;
  throw new Error('the driver ended before it listened');
}

test.each([
  ['iscsi', 'iscsi.csi.xsky.com'],
  ['nfs', 'com.nfs.csi.xsky'],
])('the bundled driver %s serves from an empty directory and ends with 0 on SIGTERM', async (kind, name) => {
  const mode = ['--driver', kind, '--mode', 'controller', '--endpoint', `unix://${socket}`];
  const args = [join(empty, 'driver.mjs'), ...mode];
  const driver = spawn(process.execPath, args, { cwd: empty, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(driver, 'exit');
  await untilServing(driver);
  const client = createCsiClient(`unix://${socket}`);
  expect((await client.identity.getPluginInfo({})).name).toBe(name);
  expect((await client.identity.probe({})).ready).toBe(true);
  client.close();
  driver.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(existsSync(socket)).toBe(false);
});

test('the bundled drctl tells its version', () => {
  const printed = execFileSync(process.execPath, [join(empty, 'drctl.mjs'), '--version'], {
    cwd: empty,
    encoding: 'utf8',
  });
  expect(printed).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('the bundled drctl ends with 2 on a usage error', () => {
  const args = [join(empty, 'drctl.mjs'), 'sites', '--output', 'xml'];
  const run = (): unknown => execFileSync(process.execPath, args, { cwd: empty, stdio: 'pipe' });
  expect(run).toThrow(expect.objectContaining({ status: 2 }) as Error);
});

test('kubectl finds drctl under the name of a plugin', () => {
  const plugin = join(empty, 'kubectl-drctl');
  symlinkSync(join(empty, 'drctl.mjs'), plugin);
  expect(execFileSync(plugin, ['--version'], { cwd: empty, encoding: 'utf8' })).toMatch(/^\d+\.\d+\.\d+\n$/);
});

/** The file and what it imports before it does anything. */
function loadedAtOnce(file: string): readonly string[] {
  const imports = readFileSync(file, 'utf8').matchAll(/(?:from|import)"(\.\.?\/[^"]+)"/g);
  return [file, ...[...imports].flatMap(([, path = '']) => loadedAtOnce(join(dirname(file), path)))];
}

test('the bundled drctl loads little more than its command tree before it knows the command', () => {
  const files = new Set(loadedAtOnce(join(empty, 'drctl.mjs')));
  const bytes = [...files].reduce((sum, file) => sum + statSync(file).size, 0);
  expect(bytes).toBeLessThan(96 * 1024);
});

test('a wrong configuration is refused with every problem and exit code 2', () => {
  const args = [join(empty, 'driver.mjs'), '--mode', 'both', '--endpoint', 'here'];
  const run = (): unknown =>
    execFileSync(process.execPath, args, { cwd: empty, encoding: 'utf8', stdio: 'pipe' });
  expect(run).toThrow(
    expect.objectContaining({
      status: 2,
      stderr: expect.stringMatching(/--mode = "both"[^]*--endpoint = "here"/) as string,
    }) as Error,
  );
});
