import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';

const END_MS = 10_000;

/** A program that runs until it is ended, with its output in a file. */
export class BackgroundProgram {
  readonly log: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(child: ChildProcess, log: string) {
    this.log = log;
    this.#child = child;
    this.#ended = once(child, 'exit');
  }

  static async start(
    [file, ...words]: readonly [string, ...string[]],
    log: string,
  ): Promise<BackgroundProgram> {
    const output = await open(log, 'w', 0o600);
    const env = { PATH: process.env['PATH'], NO_PROXY: '*' };
    const child = spawn(file, words, { stdio: ['ignore', output.fd, output.fd], env });
    await output.close();
    return new BackgroundProgram(child, log);
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Asks it to end, and makes it. */
  async end(): Promise<void> {
    if (this.hasEnded) return;
    this.#child.kill('SIGTERM');
    const last = setTimeout(() => this.#child.kill('SIGKILL'), END_MS);
    await this.#ended;
    clearTimeout(last);
  }
}
