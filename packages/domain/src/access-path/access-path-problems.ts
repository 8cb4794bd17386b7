export type AccessPathProblem =
  | SecretNotAllowed
  /** The array has no block gateway of this host name. */
  | {
      readonly kind: 'gateway-unknown';
      readonly array: string;
      readonly gateway: string;
      readonly known: readonly string[];
    }
  /** Volumes are mapped through it. */
  | { readonly kind: 'access-path-in-use'; readonly accessPath: string; readonly volumes: number };

/** The AccessPath names a Secret that it may not use, or not for these managers. Nothing was sent anywhere. */
export interface SecretNotAllowed {
  readonly kind: 'secret-not-allowed';
  /** `namespace/name` */
  readonly accessPath: string;
  /** `namespace/name` */
  readonly secret: string;
  readonly detail: string;
  readonly remedy: string;
}
