export type DrillProblem =
  /** Something of a drill is still there after it was told to go. */
  | { readonly kind: 'drill-left'; readonly objects: readonly string[] }
  /** Somebody else’s, or one that was cut off on another host; `until`: ISO 8601, UTC. */
  | {
      readonly kind: 'drill-running';
      readonly group: string;
      readonly cluster: string;
      readonly id: string;
      readonly until: string;
    };
