import type { Attachment } from '../attachment/attachment.js';
import { samePortal } from '../attachment/portal.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import type { NodePorts } from './node-ports.js';

/**
 * Leaves every portal of the attachment: logs out where nothing hangs below the session (one in use stays, hazard H6),
 * and removes the record that a killed driver may have left of a portal without one.
 */
export async function dropIdleSessions(
  ports: Pick<NodePorts, 'sessions'>,
  attachment: Attachment,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const sessions = await ports.sessions.list(signal);
  if (!sessions.ok) return sessions;
  const left = await Promise.all(
    attachment.portals.map((target) => {
      const session = sessions.value.find(
        ({ targetIqn, portal }) => targetIqn === target.iqn && samePortal(portal, target.portal),
      );
      return session === undefined
        ? ports.sessions.forget(target, signal)
        : ports.sessions.logoutIdle(session, signal);
    }),
  );
  return left.find((outcome) => !outcome.ok) ?? ok(undefined);
}
