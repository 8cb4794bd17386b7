import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { mustRun } from '@twinsite/lab';

export interface DrctlRun {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly wallMs: number;
  /** Highest resident set, MiB. */
  readonly rssMb: number;
}

/** Resolves when the program is to be killed; `ended` fires when it has ended by itself. */
export type KillWhen = (ended: AbortSignal) => Promise<void>;

const BUNDLE_MS = 120_000;
const SAMPLE_MS = 20;

/** The bundled drctl, run as its user runs it. */
export class DrctlProgram {
  readonly #file: string;

  private constructor(file: string) {
    this.#file = file;
  }

  static async bundle(repository: string, directory: string, signal: AbortSignal): Promise<DrctlProgram> {
    const within = ['env', '-C', join(repository, 'apps/drctl')] as const;
    const words = [process.execPath, join(repository, 'tools/bundle.mjs'), '--outdir', directory];
    await mustRun([...within, ...words], { deadlineMs: BUNDLE_MS, signal });
    return new DrctlProgram(join(directory, 'drctl.mjs'));
  }

  async run(words: readonly string[], signal: AbortSignal, killWhen?: KillWhen): Promise<DrctlRun> {
    const begun = performance.now();
    const env = { PATH: process.env['PATH'], NO_PROXY: '*' };
    const child = spawn(process.execPath, [this.#file, ...words], {
      signal,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let rssMb = 0;
    const sampler = setInterval(() => {
      void highWater(child.pid).then((mb) => (rssMb = Math.max(rssMb, mb)));
    }, SAMPLE_MS);
    try {
      const [out, err, code] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        endOf(child, killWhen),
      ]);
      return { code, out, err, rssMb, wallMs: performance.now() - begun };
    } finally {
      clearInterval(sampler);
    }
  }
}

async function endOf(child: ChildProcess, killWhen: KillWhen | undefined): Promise<number | null> {
  const ended = new AbortController();
  const exit = once(child, 'exit') as Promise<[number | null]>;
  const kill = killWhen?.(ended.signal).then(() => child.kill('SIGKILL'));
  const [code] = await exit;
  ended.abort();
  await kill;
  return code;
}

/** VmHWM of proc(5); 0 once the process is gone. */
async function highWater(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid ?? 'self'}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}
