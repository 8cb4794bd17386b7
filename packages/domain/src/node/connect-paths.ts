import type { Attachment, TargetPortal } from '../attachment/attachment.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import { describeProblem } from '../shared/describe-problem.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { wwidOf } from '../volume/scsi-identity.js';
import { differentSizes } from './grow-map.js';
import type { IscsiSessions, SessionTimers } from './iscsi-sessions.port.js';
import type { PortalFailure } from './node-problems.js';
import {
  lacksPaths,
  matchSessions,
  refusePolicy,
  type PathPolicy,
  type PortalState,
} from './plan-sessions.js';
import type { ScsiPath, ScsiPaths } from './scsi-paths.port.js';
import { timersFor } from './session-timers.js';

export interface ConnectDeps {
  readonly sessions: IscsiSessions;
  readonly paths: ScsiPaths;
  readonly timers: SessionTimers;
}

interface Connected {
  readonly target: TargetPortal;
  readonly outcome: Result<ScsiPath, Problem>;
}

/**
 * Brings up every portal at once and proves each path. Enough working portals are success; a path that shows another
 * volume is never tolerated, whatever the others say. All must have one size: after an expansion one gateway may lag.
 */
export async function connectPaths(
  deps: ConnectDeps,
  attachment: Attachment,
  policy: PathPolicy,
  signal: CancelSignal,
): Promise<Result<readonly ScsiPath[], Problem>> {
  const unfit = refusePolicy(policy, attachment.pathMode);
  if (unfit !== undefined) return failed(unfit);
  const sessions = await deps.sessions.list(signal);
  if (!sessions.ok) return sessions;
  const states = matchSessions(attachment, sessions.value);
  const connected = await Promise.all(states.map((state) => connect(deps, attachment, state, signal)));
  const impostor = connected.find(({ outcome }) => !outcome.ok && outcome.problem.kind === 'wrong-device');
  if (impostor !== undefined && !impostor.outcome.ok) return impostor.outcome;
  const working = connected.filter(({ outcome }) => outcome.ok).map(({ target }) => target);
  const lack = lacksPaths(policy, working, failuresOf(connected));
  if (lack !== undefined) return failed(lack);
  const paths = connected.flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : []));
  const lag = differentSizes(paths);
  return lag === undefined
    ? ok(paths)
    : failed({ kind: 'map-not-ready', wwid: wwidOf(attachment.naa), detail: lag });
}

/** Attempts at a portal whose session the unstage of another volume takes away in between. */
const ATTEMPTS = 3;

async function connect(
  deps: ConnectDeps,
  attachment: Attachment,
  { target, session }: PortalState,
  signal: CancelSignal,
): Promise<Connected> {
  const { lun, naa, size } = attachment;
  const timers = timersFor(attachment.pathMode, deps.timers);
  for (let attempt = 1; ; attempt += 1) {
    const listed = attempt === 1 ? session : undefined;
    const current = listed === undefined ? await deps.sessions.login(target, timers, signal) : ok(listed);
    if (!current.ok) return { target, outcome: current };
    const outcome = await deps.paths.attach({ session: current.value, lun, naa, size }, signal);
    const sessionIsGone = !outcome.ok && outcome.problem.kind === 'pending';
    if (!sessionIsGone || attempt === ATTEMPTS) return { target, outcome };
  }
}

function failuresOf(connected: readonly Connected[]): readonly PortalFailure[] {
  return connected.flatMap(({ target, outcome }) =>
    outcome.ok ? [] : [{ portal: target.portal, reason: describeProblem(outcome.problem) }],
  );
}
