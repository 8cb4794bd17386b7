import type { CancelSignal, Problem, Result } from '@twinsite/domain';

/** What the Identity service needs from the application. */
export interface IdentityUseCases {
  /** Driver name in domain notation, at most 63 characters (CSI GetPluginInfo). */
  readonly name: string;
  readonly vendorVersion: string;
  /** Not ready: still starting, otherwise healthy. A problem: unhealthy, the CO may restart the driver. */
  probe(signal: CancelSignal): Promise<Result<Readiness, Problem>>;
}

export interface Readiness {
  readonly ready: boolean;
  /** Why not, for logs; CSI has no place for it in the answer. */
  readonly why?: string;
}
