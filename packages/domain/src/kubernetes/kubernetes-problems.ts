export type KubernetesProblem =
  /** The API server did not answer. What the cluster holds is not known. */
  | { readonly kind: 'kubernetes-unreachable'; readonly operation: string; readonly detail: string }
  /** The account of this process may not do that (HTTP 401, 403). */
  | { readonly kind: 'kubernetes-denied'; readonly operation: string; readonly detail: string }
  /** The API server answered with an error; nothing was changed. */
  | {
      readonly kind: 'kubernetes-refused';
      readonly operation: string;
      readonly status: number;
      readonly detail: string;
    }
  /** The object was changed or made by somebody else meanwhile: read it again (HTTP 409). */
  | { readonly kind: 'kubernetes-conflict'; readonly operation: string; readonly object: string }
  /** Objects of this kind have not been listed completely yet since the start. */
  | { readonly kind: 'kubernetes-unsynced'; readonly resource: string };
