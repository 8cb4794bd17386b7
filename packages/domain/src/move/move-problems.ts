export type MoveProblem =
  /** No operation of this group can be gone on with, or what its journal says cannot have happened. */
  | { readonly kind: 'move-missing'; readonly group: string }
  /** What was asked for cannot be done in this state. */
  | {
      readonly kind: 'move-illegal';
      readonly group: string;
      readonly verb: string;
      readonly phase: string;
      readonly command: string;
    }
  /** The source does not look dead: each sign of life as it was seen. */
  | {
      readonly kind: 'source-alive';
      readonly group: string;
      readonly cluster: string;
      readonly signs: readonly string[];
    }
  /** The array, or its part at the target's site, may not be able to serve alone. */
  | { readonly kind: 'array-unfit'; readonly array: string; readonly site: string; readonly evidence: string }
  /** Something of the group still runs, or is attached, after it was told to stop. */
  | { readonly kind: 'not-quiet'; readonly cluster: string; readonly users: readonly string[] }
  /** Workloads that are not ready within the time, each with what was seen. */
  | { readonly kind: 'not-ready'; readonly cluster: string; readonly workloads: readonly string[] };
