export type AccessPathProblem =
  /** The array has no block gateway of this host name. */
  | {
      readonly kind: 'gateway-unknown';
      readonly array: string;
      readonly gateway: string;
      readonly known: readonly string[];
    }
  /** Volumes are mapped through it. */
  | { readonly kind: 'access-path-in-use'; readonly accessPath: string; readonly volumes: number };
