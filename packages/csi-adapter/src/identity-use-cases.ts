import type { CancelSignal, Problem, Readiness, Result } from '@twinsite/domain';

/** What the Identity service needs from the application. */
export interface IdentityUseCases {
  /** Driver name in domain notation, at most 63 characters (CSI GetPluginInfo). */
  readonly name: string;
  readonly vendorVersion: string;
  /** Not ready: healthy, but calls would fail now. A problem: unhealthy, the CO may restart the driver. */
  probe(signal: CancelSignal): Promise<Result<Readiness, Problem>>;
}
