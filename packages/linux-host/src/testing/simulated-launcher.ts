import type {
  LaunchRequest,
  ProcessEnd,
  ProcessLauncher,
  RunningProcess,
} from '../command/process-launcher.port.js';
import type { Program, ProgramResult } from './program.js';
import type { SimClock } from './sim-clock.js';
import type { ToolFault, ToolFaults } from './tool-faults.js';

const SIGNALS = { SIGTERM: 143, SIGKILL: 137 } as const;

interface Run {
  readonly fault: ToolFault | undefined;
  readonly signal: AbortSignal;
  /** How many things the process waits for in the kernel. */
  readonly wait: { inKernel: number };
}

/** Starts simulated programs. They belong to the host: those of a driver that is gone go on. */
export class SimulatedLauncher implements ProcessLauncher {
  /** Every child ever started, in order. */
  readonly log: { readonly tool: string; readonly args: readonly string[] }[] = [];
  readonly faults: ToolFaults;
  private readonly programs: ReadonlyMap<string, Program>;
  private readonly clock: SimClock;
  /** How long each child takes before it does anything. */
  private readonly startMs: number;

  constructor(
    programs: ReadonlyMap<string, Program>,
    faults: ToolFaults,
    times: { readonly clock: SimClock; readonly startMs: number },
  ) {
    this.programs = programs;
    this.faults = faults;
    this.clock = times.clock;
    this.startMs = times.startMs;
  }

  launch(request: LaunchRequest): RunningProcess {
    const { tool, args } = request;
    const program = this.programs.get(tool);
    const fault = this.faults.take(tool);
    if (program === undefined || fault?.kind === 'missing') {
      return { ended: Promise.resolve({ kind: 'missing' }), kill: () => undefined };
    }
    this.log.push({ tool, args });
    return this.start(program, request, fault);
  }

  private start(program: Program, request: LaunchRequest, fault: ToolFault | undefined): RunningProcess {
    const killed = new AbortController();
    const wait = { inKernel: 0 };
    const immortal = fault?.kind === 'held' || (fault?.kind === 'hangs' && fault.unkillable);
    let end: (how: ProcessEnd) => void = () => undefined;
    const ended = new Promise<ProcessEnd>((resolve) => {
      end = resolve;
    });
    const finish = (result: ProgramResult): void => end(exited(result));
    const run = { fault, signal: killed.signal, wait };
    void this.perform(program, request, run).then(finish, (error: unknown) =>
      finish({ exitCode: 70, stderr: String(error) }),
    );
    const kill = (signal: 'SIGTERM' | 'SIGKILL'): void => {
      if (immortal || wait.inKernel > 0) return;
      end(exited({ exitCode: SIGNALS[signal] }));
      killed.abort();
    };
    return { ended, kill };
  }

  private async perform(
    program: Program,
    { args, input }: LaunchRequest,
    { fault, signal, wait }: Run,
  ): Promise<ProgramResult> {
    await new Promise<void>((resolve) => this.clock.after(this.startMs, resolve));
    if (fault?.kind === 'fails') return { exitCode: fault.exitCode, stderr: fault.stderr };
    if (fault?.kind === 'hangs') return new Promise(() => undefined);
    const dieHalfWay = fault?.kind === 'dies-half-way';
    const held = fault?.kind === 'held' ? { held: fault.until } : {};
    const uninterruptible = <T>(work: Promise<T>): Promise<T> => {
      wait.inKernel += 1;
      return work.finally(() => (wait.inKernel -= 1));
    };
    return program({
      args,
      input: input ?? new Uint8Array(),
      signal,
      uninterruptible,
      dieHalfWay,
      ...held,
    });
  }
}

function exited({ exitCode, stdout = '', stderr = '' }: ProgramResult): ProcessEnd {
  const bytes = typeof stdout === 'string' ? new TextEncoder().encode(stdout) : stdout;
  return { kind: 'exited', exitCode, stdout: bytes, stderr, overflow: false };
}
