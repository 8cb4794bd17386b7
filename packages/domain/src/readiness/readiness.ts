/** What Probe tells: whether calls can be served now, and for logs why not. */
export interface Readiness {
  readonly ready: boolean;
  readonly why?: string;
}
