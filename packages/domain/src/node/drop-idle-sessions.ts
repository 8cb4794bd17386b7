import type { Attachment } from '../attachment/attachment.js';
import { samePortal } from '../attachment/portal.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import type { NodePorts } from './node-ports.js';

/** Logs out of the attachment's portals where nothing hangs below the session; one in use stays (hazard H6). */
export async function dropIdleSessions(
  ports: Pick<NodePorts, 'sessions'>,
  attachment: Attachment,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const sessions = await ports.sessions.list(signal);
  if (!sessions.ok) return sessions;
  const ours = sessions.value.filter((session) =>
    attachment.portals.some(
      ({ iqn, portal }) => iqn === session.targetIqn && samePortal(portal, session.portal),
    ),
  );
  const outcomes = await Promise.all(ours.map((session) => ports.sessions.logoutIdle(session, signal)));
  return outcomes.find((outcome) => !outcome.ok) ?? ok(undefined);
}
