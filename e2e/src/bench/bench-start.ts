import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DrctlProgram } from '../drctl/drctl-program.js';

const RUNS = 15;
const run = promisify(execFile);

/** `npm run bench -- start`: how long `drctl --help` takes, beside Node that does nothing; the exit code after the RESULT line. */
export async function benchStart(repository: string, signal: AbortSignal): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'twinsite-start-'));
  try {
    const drctl = await DrctlProgram.bundle(repository, directory, signal);
    await drctl.run(['--help'], signal);
    const helpMs = await middleOf(async () => (await drctl.run(['--help'], signal)).code === 0);
    const nodeMs = await middleOf(async () => (await run(process.execPath, ['-e', '0'])).stderr === '');
    const ok = helpMs !== undefined && nodeMs !== undefined;
    const result = { scenario: 'bench-start', pass: ok, helpMs, nodeMs, targetMs: 150 };
    process.stdout.write(`RESULT ${JSON.stringify(result)}\n`);
    return ok ? 0 : 1;
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Milliseconds, the middle of all; undefined when one did not do what it should. */
async function middleOf(work: () => Promise<boolean>): Promise<number | undefined> {
  const times: number[] = [];
  for (let left = RUNS; left > 0; left -= 1) {
    const begun = performance.now();
    if (!(await work())) return undefined;
    times.push(performance.now() - begun);
  }
  return Math.round(times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0);
}
