/** The gate of a cluster does not answer as it was set. */
export interface GateProblem {
  readonly kind: 'gate-unproven';
  readonly group: string;
  readonly cluster: string;
  readonly wanted: 'active' | 'passive';
  /** What the API server said to a pod that mounts a claim of the group. */
  readonly found: string;
}
