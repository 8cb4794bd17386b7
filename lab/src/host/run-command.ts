import { spawn } from 'node:child_process';

export interface CommandLimits {
  /** After this many milliseconds the command is killed and the call rejects. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface CommandOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export class CommandFailed extends Error {
  readonly outcome: CommandOutcome | undefined;

  constructor(command: string, reason: string, outcome?: CommandOutcome) {
    super(`${command}: ${reason}`);
    this.name = 'CommandFailed';
    this.outcome = outcome;
  }
}

/** Runs a host command in its own process group; any exit code is an outcome, a kill or a missing file rejects. */
export function runCommand(
  argv: readonly [string, ...string[]],
  limits: CommandLimits,
): Promise<CommandOutcome> {
  limits.signal?.throwIfAborted();
  const [file, ...args] = argv;
  const child = spawn(file, args, { detached: true, stdio: 'pipe', env: limits.env ?? process.env });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  // A command that exits before it has read its input is judged by its exit code, not by EPIPE.
  child.stdin.on('error', () => undefined).end(limits.input ?? '');
  return new Promise((resolve, reject) => {
    let killedFor = '';
    const kill = (why: string) => {
      killedFor = why;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    const timer = setTimeout(() => kill(`no end within ${limits.deadlineMs} ms`), limits.deadlineMs);
    const cancel = () => kill('cancelled');
    limits.signal?.addEventListener('abort', cancel, { once: true });
    const settle = () => {
      clearTimeout(timer);
      limits.signal?.removeEventListener('abort', cancel);
    };
    child.once('error', (error) => {
      settle();
      reject(new CommandFailed(argv.join(' '), error.message));
    });
    child.once('close', (code) => {
      settle();
      const outcome = { code: code ?? -1, ...output };
      if (code !== null) resolve(outcome);
      else reject(killed(argv, killedFor, { outcome, cause: limits.signal?.reason }));
    });
  });
}

/** `cause`: who cancelled it, which decides the exit code of the whole program. */
function killed(
  argv: readonly string[],
  why: string,
  { outcome, cause }: { readonly outcome: CommandOutcome; readonly cause: unknown },
): CommandFailed {
  const failure = new CommandFailed(argv.join(' '), why === '' ? 'killed' : why, outcome);
  if (cause !== undefined) failure.cause = cause;
  return failure;
}

/** Like {@link runCommand}, but an exit code other than 0 rejects with the last lines of what it said. */
export async function mustRun(argv: readonly [string, ...string[]], limits: CommandLimits): Promise<string> {
  const outcome = await runCommand(argv, limits);
  if (outcome.code === 0) return outcome.stdout;
  const said = (outcome.stderr || outcome.stdout).trim().split('\n').slice(-5).join('; ');
  throw new CommandFailed(argv.join(' '), `exit code ${outcome.code}: ${said}`, outcome);
}
