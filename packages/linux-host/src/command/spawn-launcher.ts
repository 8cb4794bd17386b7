import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { OutputBuffer } from './output-buffer.js';
import type { LaunchRequest, ProcessEnd, ProcessLauncher, RunningProcess } from './process-launcher.port.js';

export interface SpawnSettings {
  /** Put before every tool, e.g. `['nsenter', '--mount=/host/proc/1/ns/mnt', '--']`. */
  readonly prefix?: readonly string[];
  readonly path?: string;
  readonly maxStdoutBytes?: number;
}

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const MAX_STDOUT = 4 * 1024 * 1024;
const MAX_STDERR = 64 * 1024;
/** How long after the child's end something it started may still hold its pipes (mount.nfs starts a daemon). */
const LINGER_MS = 1000;
/** nsenter(1) and env(1) report a program they cannot find so. */
const EXIT_NOT_FOUND = 127;

/** Real children: argv arrays, no shell, own process group, C locale. */
export class SpawnLauncher implements ProcessLauncher {
  private readonly settings: SpawnSettings;

  constructor(settings: SpawnSettings = {}) {
    this.settings = settings;
  }

  launch({ tool, args, input }: LaunchRequest): RunningProcess {
    const [file, ...rest] = [...(this.settings.prefix ?? []), tool, ...args];
    const child = this.start(file ?? tool, rest);
    if (typeof child === 'string') {
      return { ended: Promise.resolve({ kind: 'not-started', code: child }), kill: () => undefined };
    }
    const ended = this.whenEnded(child);
    // A child that does not read its input closes the pipe; its exit code tells the story.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
    return { ended, kill: (signal) => killGroup(child, signal) };
  }

  /** Or the error code: arguments with a NUL or too long are refused by an exception. Without descriptors no pipes. */
  private start(file: string, args: readonly string[]): ChildProcess | string {
    try {
      return spawn(file, args, {
        detached: true,
        stdio: 'pipe',
        env: { PATH: this.settings.path ?? DEFAULT_PATH, LC_ALL: 'C' },
      });
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? 'unknown';
    }
  }

  private whenEnded(child: ChildProcess): Promise<ProcessEnd> {
    const stdout = new OutputBuffer(this.settings.maxStdoutBytes ?? MAX_STDOUT);
    const stderr = new OutputBuffer(MAX_STDERR);
    child.stdout?.on('data', (chunk: Buffer) => stdout.add(chunk));
    child.stderr?.on('data', (chunk: Buffer) => stderr.add(chunk));
    return new Promise((resolve) => {
      child.on('error', (error: NodeJS.ErrnoException) => {
        if (child.pid !== undefined) return;
        resolve(
          error.code === 'ENOENT'
            ? { kind: 'missing' }
            : { kind: 'not-started', code: error.code ?? error.name },
        );
      });
      child.on('exit', () => setTimeout(() => hangUp(child), LINGER_MS).unref());
      child.on('close', (code, signal) => {
        const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
        const text = new TextDecoder().decode(stderr.bytes());
        if (this.settings.prefix !== undefined && isNotFound(exitCode, text)) resolve({ kind: 'missing' });
        resolve({
          kind: 'exited',
          exitCode,
          stdout: stdout.bytes(),
          stderr: text,
          overflow: stdout.overflow,
        });
      });
    });
  }
}

function hangUp(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}

const isNotFound = (exitCode: number, stderr: string): boolean =>
  exitCode === EXIT_NOT_FOUND && stderr.includes('No such file or directory');

/** The group outlives its leader: a grandchild that keeps the pipes open is reached as well. */
function killGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
