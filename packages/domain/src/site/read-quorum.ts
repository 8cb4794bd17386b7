import type { GatewayWord } from '../attachment/lun-access.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import { assessQuorum } from './quorum.js';
import type { SiteObserver } from './site-observer.port.js';

/** Whether the monitors hold a majority; only asked when a gateway does not answer for itself. */
export async function readQuorum(
  sites: SiteObserver,
  gateways: readonly GatewayWord[],
  signal: CancelSignal,
): Promise<Result<boolean, Problem>> {
  if (gateways.every((gateway) => gateway.answers)) return ok(true);
  const reading = await sites.read(signal);
  return reading.ok ? ok(assessQuorum(reading.value.monitors).kind === 'held') : reading;
}
