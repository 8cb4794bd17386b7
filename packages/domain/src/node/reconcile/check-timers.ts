import type { TargetPortal } from '../../attachment/attachment.js';
import { formatPortal } from '../../attachment/portal.js';
import type { IscsiSession, SessionTimers } from '../iscsi-sessions.port.js';
import type { NodeRecord } from '../node-journal.port.js';
import { timersFor } from '../session-timers.js';
import { samePlace } from './known-targets.js';
import type { RecoveryTime } from './node-inventory.port.js';
import type { ReconcileAction } from './reconcile-report.js';

export interface OurPortals {
  /** Every portal we have logged in to. */
  readonly known: readonly TargetPortal[];
  /** Whose attachments tell which of them are VIPs. */
  readonly records: readonly NodeRecord[];
}

/** Our sessions whose replacement timeout is not the configured one. multipathd.conf owns it: it is told, not changed. */
export function checkTimers(
  timers: SessionTimers,
  { known, records }: OurPortals,
  sessions: readonly IscsiSession[],
  times: readonly RecoveryTime[],
): readonly ReconcileAction[] {
  return sessions.flatMap((session): ReconcileAction[] => {
    const place = { iqn: session.targetIqn, portal: session.portal };
    const user = records.find(({ attachment }) => attachment.portals.some((own) => samePlace(own, place)));
    const mode = user?.attachment.pathMode ?? 'multipath';
    const wantedSeconds = Math.ceil(timersFor(mode, timers).replacementTimeoutMs / 1000);
    const seconds = times.find(({ sid }) => sid === session.sid)?.seconds;
    if (seconds === undefined || seconds === wantedSeconds) return [];
    if (!known.some((target) => samePlace(target, place))) return [];
    return [{ kind: 'timer-differs', portal: formatPortal(session.portal), wantedSeconds, seconds }];
  });
}
