import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChildLedger } from './child-ledger.js';
import { signalProcess } from './signal-process.js';

export interface ProcessEnd {
  /** Wall clock, milliseconds since the epoch. */
  readonly at: number;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface LabProcess {
  readonly role: string;
  readonly pid: number;
  /** Settles when the process has ended, never rejects. */
  readonly ended: Promise<ProcessEnd>;
  readonly end: () => ProcessEnd | undefined;
  /** Signals the whole process group. */
  signal(name: NodeJS.Signals): void;
}

export interface StartOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** Starts the lab's long-running host processes; each in its own group, logged to a file, written down first. */
export class LabProcesses {
  readonly #ledger: ChildLedger;
  readonly #logs: string;
  readonly #running = new Set<LabProcess>();

  constructor(ledger: ChildLedger, logs: string) {
    this.#ledger = ledger;
    this.#logs = logs;
  }

  logOf(role: string): string {
    return join(this.#logs, `${role}.log`);
  }

  /** Runs in the caller's network namespace; a scenario is inside the fabric, so its children are too. */
  async start(
    role: string,
    argv: readonly [string, ...string[]],
    options: StartOptions = {},
  ): Promise<LabProcess> {
    const log = await open(this.logOf(role), 'a');
    try {
      const [file, ...args] = argv;
      const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', log.fd, log.fd] });
      await once(child, 'spawn');
      const pid = child.pid ?? -1;
      const started = this.#track(role, pid, child);
      await this.#ledger.add(role, pid);
      return started;
    } finally {
      await log.close();
    }
  }

  /** Ends everything: SIGTERM, then SIGKILL for what has not ended within the grace time. */
  async stopAll(graceMs: number): Promise<void> {
    await Promise.all([...this.#running].map((one) => this.stop(one, graceMs)));
  }

  async stop(one: LabProcess, graceMs: number): Promise<ProcessEnd> {
    one.signal(graceMs > 0 ? 'SIGTERM' : 'SIGKILL');
    const timer = setTimeout(() => one.signal('SIGKILL'), graceMs);
    const end = await one.ended;
    clearTimeout(timer);
    return end;
  }

  #track(role: string, pid: number, child: ChildProcess): LabProcess {
    let result: ProcessEnd | undefined;
    const ended = new Promise<ProcessEnd>((resolve) => {
      child.once('exit', (code, signal) => {
        result = { at: Date.now(), code, signal };
        this.#running.delete(started);
        void this.#ledger.remove(pid).then(() => resolve(result ?? { at: 0, code, signal }));
      });
    });
    const signal = (name: NodeJS.Signals) => {
      if (result === undefined) signalProcess(-pid, name);
    };
    const started: LabProcess = { role, pid, ended, end: () => result, signal };
    this.#running.add(started);
    return started;
  }
}
