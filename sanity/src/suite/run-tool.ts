import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';

export interface ToolRun {
  readonly argv: readonly [string, ...string[]];
  /** Everything it says, appended. */
  readonly log: string;
  readonly env: NodeJS.ProcessEnv;
  readonly deadlineMs: number;
}

/**
 * Runs a program in a process group of its own to its end; the value is the exit code. Rejects when it cannot be
 * started, and after the group was killed for the deadline (ms) or the signal.
 */
export async function runTool({ argv, log, env, deadlineMs }: ToolRun, signal: AbortSignal): Promise<number> {
  const limit = AbortSignal.timeout(deadlineMs);
  const stop = AbortSignal.any([signal, limit]);
  const [file, ...args] = argv;
  const output = await open(log, 'a');
  try {
    signal.throwIfAborted();
    const child = spawn(file, args, { detached: true, env, stdio: ['ignore', output.fd, output.fd] });
    const kill = (): void => killGroup(child.pid);
    stop.addEventListener('abort', kill, { once: true });
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, name) => {
        stop.removeEventListener('abort', kill);
        if (code !== null) resolve(code);
        else if (signal.aborted) reject(signal.reason as Error);
        else if (limit.aborted)
          reject(new Error(`${file}: no end within ${deadlineMs / 1000} s: its log says how far it came`));
        else reject(new Error(`${file}: ended by ${name ?? 'a signal'}: its log says how far it came`));
      });
    });
  } finally {
    await output.close();
  }
}

function killGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch (error) {
    // It ended by itself in this very moment, and its end is reported all the same.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
