/** Starts children; knows nothing of deadlines. The simulated host implements it too. */
export interface ProcessLauncher {
  launch(request: LaunchRequest): RunningProcess;
}

export interface LaunchRequest {
  readonly tool: string;
  readonly args: readonly string[];
  readonly input: Uint8Array | undefined;
}

export interface RunningProcess {
  /** Never rejects. */
  readonly ended: Promise<ProcessEnd>;
  /** To the whole process group; no effect on one that has ended. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

export type ProcessEnd =
  | {
      readonly kind: 'exited';
      readonly exitCode: number;
      readonly stdout: Uint8Array;
      readonly stderr: string;
      /** More was written to stdout than the launcher keeps. */
      readonly overflow: boolean;
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-started'; readonly code: string };
