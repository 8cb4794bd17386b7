import type { PathMode } from '../attachment/access-path.js';
import type { SessionTimers } from './iscsi-sessions.port.js';

/**
 * A session to a VIP waits for the VIP, not for another path: it holds I/O back longer than a move takes, and sends it
 * on at once when the next gateway answers (docs/adr/0016).
 */
export function timersFor(mode: PathMode, timers: SessionTimers): SessionTimers {
  const { vipReplacementTimeoutMs } = timers;
  if (mode === 'multipath' || vipReplacementTimeoutMs === undefined) return timers;
  return { ...timers, replacementTimeoutMs: vipReplacementTimeoutMs };
}
