import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configProblemLines, ConfigProblems } from '@twinsite/domain';
import { afterEach, beforeEach } from 'vitest';
import { readCommandLine } from '../src/config/command-line.js';
import { readDriverConfig } from '../src/config/driver-config.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'driver-config-'));
  for (const [name, text] of [
    ['user', 'admin\n'],
    ['password', 'canary-91c2\n'],
    ['empty', ''],
  ] as const) {
    writeFileSync(join(directory, name), text);
  }
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** `DIR` in the file is a directory with the files user, password and empty. */
export function read(args: readonly string[], file?: string, environment: Record<string, string> = {}) {
  const problems = new ConfigProblems();
  const path = join(directory, 'driver.yaml');
  if (file !== undefined) writeFileSync(path, file.replaceAll('DIR', directory));
  const all = file === undefined ? args : [...args, '--config', path];
  const result = readDriverConfig(readCommandLine(all, environment, problems), problems);
  return { result, text: result.ok ? '' : configProblemLines(result.problem).join('\n') };
}

export const ENDPOINT = ['--endpoint', 'unix:///run/csi.sock'];
