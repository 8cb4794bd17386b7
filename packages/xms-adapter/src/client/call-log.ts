/** One HTTP exchange with one manager, for metrics and logs. Carries no query, no body and no credential. */
export interface XmsCall {
  readonly array: string;
  /** `host:port` */
  readonly manager: string;
  readonly method: string;
  /** Path below `/v1`, e.g. `/block-volumes/`. */
  readonly path: string;
  /** HTTP status, or why there is none. */
  readonly outcome: number | 'not-sent' | 'no-reply' | 'stopped';
  readonly ms: number;
}

export type XmsCallLog = (call: XmsCall) => void;
