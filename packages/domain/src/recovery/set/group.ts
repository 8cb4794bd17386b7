/** An application under protection, as drctl.yaml names it. */
export interface ProtectedGroup {
  /** A DNS label. */
  readonly name: string;
  /** Taken whole when no selector is given; otherwise where the selectors look. */
  readonly namespaces: readonly string[];
  /** As of `kubectl --selector`, over pods and what makes pods. */
  readonly labelSelector: string | undefined;
  /** Pods by name, in one of the namespaces; empty: none. */
  readonly pods: readonly string[];
}
