import type { PathMode } from '../attachment/access-path.js';
import type { Attachment, TargetPortal } from '../attachment/attachment.js';
import { samePortal } from '../attachment/portal.js';
import type { GeneralProblem } from '../shared/problem.js';
import type { NodeProblem, PortalFailure } from './node-problems.js';
import type { IscsiSession } from './iscsi-sessions.port.js';

/** A portal with the session that serves it, when there is one. */
export interface PortalState {
  readonly target: TargetPortal;
  readonly session: IscsiSession | undefined;
}

/** Pairs every portal of the attachment with the host's logged-in session to it. */
export function matchSessions(
  attachment: Attachment,
  sessions: readonly IscsiSession[],
): readonly PortalState[] {
  return attachment.portals.map((target) => ({
    target,
    session: sessions.find(
      ({ state, targetIqn, portal }) =>
        state === 'logged-in' && targetIqn === target.iqn && samePortal(portal, target.portal),
    ),
  }));
}

export interface PathPolicy {
  readonly minPaths: number;
  readonly requireBothSites: boolean;
}

/** Undefined when the policy can be kept. A VIP stands at no site, so none can be required of it. */
export function refusePolicy({ requireBothSites }: PathPolicy, mode: PathMode): GeneralProblem | undefined {
  if (!requireBothSites || mode !== 'vip') return undefined;
  const remedy =
    'the access path is used through VIPs, which stand at no site; leave the key out, or use an access path without VIPs';
  return { kind: 'invalid-request', field: 'requireBothSites', value: 'true', remedy };
}

/** Undefined when the portals that work are enough: a dark site is a fact to report, not a reason to fail. */
export function lacksPaths(
  policy: PathPolicy,
  working: readonly TargetPortal[],
  failures: readonly PortalFailure[],
): NodeProblem | undefined {
  if (working.length < policy.minPaths) {
    return { kind: 'too-few-paths', have: working.length, need: policy.minPaths, failures };
  }
  if (!policy.requireBothSites) return undefined;
  const dark = ['a', 'b'].find((site) => !working.some((target) => target.site === site));
  return dark === undefined ? undefined : { kind: 'site-without-path', site: dark, failures };
}
