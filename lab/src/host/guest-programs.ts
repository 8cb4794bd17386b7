import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, keyOf } from './cache.js';
import type { Progress } from './progress.js';
import { mustRun } from './run-command.js';

const PROGRAMS = ['lease-keeper', 'record-writer'] as const;

/** The small static C programs of the guests, compiled on the host and cached by their source. */
export async function guestPrograms(
  labDirectory: string,
  say: Progress,
  signal: AbortSignal,
): Promise<string> {
  const sourceOf = (name: string) => join(labDirectory, 'guest', `${name}.c`);
  const sources = await Promise.all(PROGRAMS.map((name) => readFile(sourceOf(name), 'utf8')));
  const build = async (directory: string) => {
    for (const name of PROGRAMS) {
      const output = join(directory, name);
      await mustRun(['gcc', '-O2', '-static', '-Wall', '-Wextra', '-Werror', '-o', output, sourceOf(name)], {
        deadlineMs: 60_000,
        signal,
      });
    }
  };
  return cached({ kind: 'guest-programs', key: keyOf(...sources), build }, say, signal);
}
