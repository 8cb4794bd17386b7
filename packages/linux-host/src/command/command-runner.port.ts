import type { CancelSignal, Problem, Result } from '@twinsite/domain';

/** Runs programs of the host. Private to the adapters: domain code never names a tool. */
export interface CommandRunner {
  /**
   * The exit code is data. Problems: `tool-missing`, `tool-hung` (deadline passed, killed or unkillable),
   * `tool-failed` (could not be started, or wrote more than it may), `cancelled`, `pending` (a run that survives the
   * cancel goes on, or the class has no free slot).
   */
  run(command: Command, signal: CancelSignal): Promise<Result<CommandOutput, Problem>>;
}

export interface Command {
  readonly tool: string;
  readonly args: readonly string[];
  /** From the start of the child; waiting for a slot is bounded by the same time. */
  readonly deadlineMs: number;
  readonly input?: Uint8Array;
  readonly class?: CommandClass;
  /** Places of the class are counted for each key apart: what hangs under one leaves those of all others free. */
  readonly slotKey?: string;
  /** Only the beginning of the output matters: too much of it is cut, not a problem. */
  readonly headSuffices?: boolean;
  /** Identity of a run that a cancel does not kill; the same key joins a run that still goes on. */
  readonly survivesCancelAs?: string;
  /** Positions in `args` whose values are cut out of every message (hazard H31). */
  readonly secretArgs?: readonly number[];
  /** For messages, e.g. `iscsiadm login to 10.0.0.1:3260`; default: the tool's name. */
  readonly label?: string;
}

export interface CommandOutput {
  /** 128 + n when the child died of signal n. */
  readonly exitCode: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

export interface ChildCounts {
  readonly alive: number;
  /** Not even SIGKILL has ended them yet: they wait in the kernel. Part of `alive`. */
  readonly stuck: number;
}

export type CommandClass =
  | 'iscsiadm-write'
  | 'login'
  | 'multipath'
  | 'mkfs'
  | 'mount'
  | 'nfs-mount'
  | 'nfs-read'
  | 'read';

/** How many children of a class may live at once; a child stuck in the kernel keeps its place. */
export type ClassLimits = Readonly<Record<CommandClass, number>>;

export const DEFAULT_CLASS_LIMITS: ClassLimits = {
  'iscsiadm-write': 1,
  login: 8,
  multipath: 2,
  mkfs: 2,
  mount: 10,
  // For each source: an unmount that hangs must not keep the next step of its own ladder from starting.
  'nfs-mount': 3,
  'nfs-read': 1,
  read: 16,
};
