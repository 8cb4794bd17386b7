import type { TargetPortal } from '../../attachment/attachment.js';
import { formatPortal } from '../../attachment/portal.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import { describeProblem } from '../../shared/describe-problem.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { Naa } from '../../volume/scsi-identity.js';
import { detachVolume } from '../detach-volume.js';
import type { IscsiSession } from '../iscsi-sessions.port.js';
import { findGhosts, type Ghosts } from './find-ghosts.js';
import type { ReconcileDeps } from './reconcile-deps.js';
import type { ReconcileAction } from './reconcile-report.js';
import type { Sightings } from './sightings.js';
import { surveyNode } from './survey-node.js';

const volumeKey = (naa: Naa): string => `volume ${naa}`;
const sessionKey = ({ targetIqn, portal }: IscsiSession): string =>
  `session ${targetIqn} ${formatPortal(portal)}`;
const targetKey = ({ iqn, portal }: TargetPortal): string => `target ${iqn} ${formatPortal(portal)}`;

/**
 * Takes away what of ours belongs to no volume and nobody uses, after two looks a minute apart (hazard H5). Must run
 * while no call is under way: a stage writes its record before it connects, but not in the same moment.
 */
export async function sweepNode(
  deps: ReconcileDeps,
  sightings: Sightings,
  signal: CancelSignal,
): Promise<Result<readonly ReconcileAction[], Problem>> {
  const ghosts = await look(deps, signal);
  if (!ghosts.ok) return ghosts;
  const { volumes, sessions, targets } = ghosts.value;
  const idle: Naa[] = [];
  const actions: ReconcileAction[] = [];
  for (const naa of volumes) {
    const users = await deps.inventory.usersOf(naa, signal);
    if (!users.ok) return users;
    if (users.value.length === 0) idle.push(naa);
    else actions.push({ kind: 'ghost-kept', naa, detail: `in use by ${users.value.join(', ')}` });
  }
  sightings.note([...idle.map(volumeKey), ...sessions.map(sessionKey), ...targets.map(targetKey)]);
  for (const naa of idle) actions.push(await removeGhost(deps, sightings, naa, signal));
  for (const session of sessions.filter((idler) => sightings.isDue(sessionKey(idler)))) {
    actions.push(await dropSession(deps, session, signal));
  }
  for (const target of targets.filter((left) => sightings.isDue(targetKey(left)))) {
    const forgotten = await forgetTarget(deps, target, signal);
    if (!forgotten.ok) return forgotten;
  }
  return ok(actions);
}

async function look(deps: ReconcileDeps, signal: CancelSignal): Promise<Result<Ghosts, Problem>> {
  const records = await deps.ports.journal.list(signal);
  if (!records.ok) return records;
  const known = await deps.known.list(signal);
  if (!known.ok) return known;
  const survey = await surveyNode(deps, signal);
  if (!survey.ok) return survey;
  const { sessions, disks } = survey.value;
  return ok(findGhosts({ records: records.value, known: known.value, sessions, disks }));
}

async function removeGhost(
  { ports }: ReconcileDeps,
  sightings: Sightings,
  naa: Naa,
  signal: CancelSignal,
): Promise<ReconcileAction> {
  if (!sightings.isDue(volumeKey(naa))) return { kind: 'ghost-seen', naa };
  const gone = await detachVolume(ports, naa, undefined, signal);
  return gone.ok
    ? { kind: 'ghost-removed', naa }
    : { kind: 'ghost-kept', naa, detail: describeProblem(gone.problem) };
}

async function forgetTarget(
  { ports, known }: ReconcileDeps,
  target: TargetPortal,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const forgotten = await ports.sessions.forget(target, signal);
  return forgotten.ok ? known.forget(target, signal) : forgotten;
}

async function dropSession(
  { ports }: ReconcileDeps,
  session: IscsiSession,
  signal: CancelSignal,
): Promise<ReconcileAction> {
  const portal = formatPortal(session.portal);
  const left = await ports.sessions.logoutIdle(session, signal);
  if (!left.ok) return { kind: 'session-kept', portal, detail: describeProblem(left.problem) };
  return left.value === 'logged-out'
    ? { kind: 'session-dropped', portal }
    : { kind: 'session-kept', portal, detail: 'a disk hangs below it' };
}
