import type {
  ArrayDirectory,
  ClusterFacts,
  ClusterObjects,
  ClusterWatch,
  ConfigProblem,
  HookRunner,
  Problem,
  Result,
  WholeArray,
} from '@twinsite/domain';
import type { HeldLease } from '@twinsite/k8s-dr-adapter';
import type { ClusterSettings, DrctlConfig } from './config/drctl-config.js';
import type { ExitCode } from './exit-codes.js';
import type { Terminal } from './terminal.js';

/** What commands work with; tests give their own. */
export interface Workbench {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Fires when the operator interrupts. */
  readonly interrupted: AbortSignal;
  /** Opens the arrays of a configuration. */
  openArrays(config: DrctlConfig): Promise<OpenArrays>;
  openCluster(settings: ClusterSettings): Promise<Result<OpenCluster, ConfigProblem>>;
  /** Called with the exit code of the command that ran. */
  finish(code: ExitCode): void;
}

export type OpenArrays = ArrayDirectory<WholeArray> & { close(): Promise<void> };

export interface OpenCluster {
  readonly settings: ClusterSettings;
  readonly objects: ClusterObjects;
  readonly watch: ClusterWatch;
  readonly facts: ClusterFacts;
  readonly hooks: HookRunner;
  /** Keeps everybody else who works on the group through this cluster away until it is released. */
  holdLease(
    who: { readonly group: string; readonly identity: string },
    signal: AbortSignal,
  ): Promise<Result<HeldLease, Problem>>;
  close(): Promise<void>;
}
