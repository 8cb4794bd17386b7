import type { TargetPortal } from '../../attachment/attachment.js';
import { formatPortal } from '../../attachment/portal.js';
import type { IscsiSession, SessionTimers } from '../iscsi-sessions.port.js';
import { samePlace } from './known-targets.js';
import type { RecoveryTime } from './node-inventory.port.js';
import type { ReconcileAction } from './reconcile-report.js';

/** Our sessions whose replacement timeout is not the configured one. multipathd.conf owns it: it is told, not changed. */
export function checkTimers(
  { replacementTimeoutMs }: SessionTimers,
  known: readonly TargetPortal[],
  sessions: readonly IscsiSession[],
  times: readonly RecoveryTime[],
): readonly ReconcileAction[] {
  const wantedSeconds = Math.ceil(replacementTimeoutMs / 1000);
  return sessions.flatMap((session): ReconcileAction[] => {
    const place = { iqn: session.targetIqn, portal: session.portal };
    const seconds = times.find(({ sid }) => sid === session.sid)?.seconds;
    if (seconds === undefined || seconds === wantedSeconds) return [];
    if (!known.some((target) => samePlace(target, place))) return [];
    return [{ kind: 'timer-differs', portal: formatPortal(session.portal), wantedSeconds, seconds }];
  });
}
