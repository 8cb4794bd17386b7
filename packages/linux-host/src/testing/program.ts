/** A simulated program: reads its argv strictly, acts on the simulated kernel, answers as the real one does. */
export type Program = (call: ProgramCall) => Promise<ProgramResult>;

export interface ProgramCall {
  readonly args: readonly string[];
  readonly input: Uint8Array;
  /** Fires when the process is killed. */
  readonly signal: AbortSignal;
  /** Waits in the kernel: until the promise settles not even SIGKILL ends the process. */
  readonly uninterruptible: <T>(work: Promise<T>) => Promise<T>;
  /** A fault: the program is killed after doing half of what it does. */
  readonly dieHalfWay: boolean;
  /** A fault: what it has opened stays open until this resolves, and then it does its work. */
  readonly held?: Promise<void>;
}

export interface ProgramResult {
  readonly exitCode: number;
  readonly stdout?: string | Uint8Array;
  readonly stderr?: string;
}

export const exit = (exitCode: number, stderr = '', stdout: string | Uint8Array = ''): ProgramResult => ({
  exitCode,
  stdout,
  stderr: stderr === '' ? '' : `${stderr}\n`,
});

export const done = (stdout: string | Uint8Array = ''): ProgramResult => exit(0, '', stdout);

/** As a shell shows a process that got SIGKILL. */
export const KILLED: ProgramResult = exit(137);
