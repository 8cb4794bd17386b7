import { failed, type CancelSignal, type Clock, type Problem, type Result } from '@twinsite/domain';
import { settled } from '../time/settled.js';
import { KeyedSlots } from './keyed-slots.js';
import {
  DEFAULT_CLASS_LIMITS,
  type ChildCounts,
  type ClassLimits,
  type Command,
  type CommandClass,
  type CommandOutput,
  type CommandRunner,
} from './command-runner.port.js';
import { endOf } from './end-of-run.js';
import type { ProcessLauncher, RunningProcess } from './process-launcher.port.js';
import { labelOf } from './redact.js';

type Outcome = Result<CommandOutput, Problem>;

/** SIGKILL follows SIGTERM after this time, and the child is called stuck after it again. */
const GRACE_MS = 2000;
const forever: CancelSignal = new AbortController().signal;

/** Deadlines, process groups, slots per class and joined runs over any launcher (hazard H24). */
export class BoundedCommandRunner implements CommandRunner {
  private readonly launcher: ProcessLauncher;
  private readonly clock: Clock;
  private readonly slots: ReadonlyMap<CommandClass, KeyedSlots>;
  private readonly survivors = new Map<string, Promise<Outcome>>();
  private alive = 0;
  private stuck = 0;

  constructor(launcher: ProcessLauncher, clock: Clock, limits: ClassLimits = DEFAULT_CLASS_LIMITS) {
    this.launcher = launcher;
    this.clock = clock;
    const entries = Object.entries(limits) as [CommandClass, number][];
    this.slots = new Map(entries.map(([name, limit]) => [name, new KeyedSlots(limit)]));
  }

  get children(): ChildCounts {
    return { alive: this.alive, stuck: this.stuck };
  }

  run(command: Command, signal: CancelSignal): Promise<Outcome> {
    const key = command.survivesCancelAs;
    return key === undefined ? this.take(command, signal) : this.join(key, command, signal);
  }

  private async join(key: string, command: Command, signal: CancelSignal): Promise<Outcome> {
    const going = this.survivors.get(key) ?? this.begin(key, command);
    const done = await settled(going, { clock: this.clock, ms: command.deadlineMs + 3 * GRACE_MS, signal });
    if (done) return going;
    const detail = 'it goes on in the background; repeat the call to learn how it ends';
    return failed({ kind: 'pending', operation: labelOf(command), detail });
  }

  private begin(key: string, command: Command): Promise<Outcome> {
    const run = this.take(command, forever).finally(() => this.survivors.delete(key));
    this.survivors.set(key, run);
    return run;
  }

  private async take(command: Command, signal: CancelSignal): Promise<Outcome> {
    const slots = this.slots.get(command.class ?? 'read');
    const wait = { clock: this.clock, ms: command.deadlineMs, signal };
    const release = await slots?.acquire(command.slotKey ?? '', wait);
    const operation = labelOf(command);
    if (signal.aborted) {
      release?.();
      return failed({ kind: 'cancelled', operation });
    }
    if (release === undefined) {
      const whose = command.slotKey === undefined ? '' : ` of ${command.slotKey}`;
      const detail = `all places for ${command.class ?? 'read'} commands${whose} are taken by runs that have not ended`;
      return failed({ kind: 'pending', operation, detail });
    }
    const child = this.launcher.launch({ tool: command.tool, args: command.args, input: command.input });
    this.alive += 1;
    void child.ended.then(() => {
      this.alive -= 1;
      release();
    });
    return this.watch(command, child, signal);
  }

  private async watch(command: Command, child: RunningProcess, signal: CancelSignal): Promise<Outcome> {
    const { clock } = this;
    if (await settled(child.ended, { clock, ms: command.deadlineMs, signal })) {
      return endOf(command, await child.ended);
    }
    const cancelled = signal.aborted;
    const died = await this.end(child);
    if (cancelled && died) return failed({ kind: 'cancelled', operation: labelOf(command) });
    return failed({ kind: 'tool-hung', tool: labelOf(command), afterMs: command.deadlineMs, stuck: !died });
  }

  /** False when the child survived SIGKILL: it is counted until it ends after all, and keeps its slot. */
  private async end(child: RunningProcess): Promise<boolean> {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      child.kill(signal);
      if (await settled(child.ended, { clock: this.clock, ms: GRACE_MS, signal: forever })) return true;
    }
    this.stuck += 1;
    void child.ended.then(() => (this.stuck -= 1));
    return false;
  }
}
