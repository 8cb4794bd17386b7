import type { TargetPortal } from '../../attachment/attachment.js';
import { formatPortal } from '../../attachment/portal.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import { describeProblem } from '../../shared/describe-problem.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { NodeRecord } from '../node-journal.port.js';
import { matchSessions } from '../plan-sessions.js';
import type { ScsiPath } from '../scsi-paths.port.js';
import { timersFor } from '../session-timers.js';
import { isLacking, isUnprotected, pathConditions } from './path-conditions.js';
import type { ReconcileDeps } from './reconcile-deps.js';
import type { ReconcileAction } from './reconcile-report.js';
import { liveAmong, surveyNode, type Survey } from './survey-node.js';
import { wantedPortals, type SeenAccessPath } from './wanted-portals.js';

/** Portals that did not answer in this pass; they are not tried again for the next volume. */
export type DarkPortals = Set<string>;

export interface Broken {
  readonly volume: string;
  readonly dark: DarkPortals;
  readonly accessPaths: readonly SeenAccessPath[];
}

interface Missing {
  readonly record: NodeRecord;
  readonly target: TargetPortal;
  readonly dark: DarkPortals;
}

interface Tried {
  /** Nothing to tell when a call came in between. */
  readonly action?: ReconcileAction;
  readonly path?: ScsiPath;
}

/**
 * Adds what the volume lacks, and only adds: sessions, disks, paths of the map. Looked at again under the claim, since
 * it may have been unstaged since the survey. Every path is proved before the map gets it.
 */
export async function repairVolume(
  deps: ReconcileDeps,
  { volume, dark, accessPaths }: Broken,
  signal: CancelSignal,
): Promise<Result<readonly ReconcileAction[], Problem>> {
  const known = await deps.ports.journal.load(volume, signal);
  if (!known.ok || known.value === undefined) return known.ok ? ok([]) : known;
  const survey = await surveyNode(deps, signal);
  if (!survey.ok) return survey;
  const live = await liveAmong(deps, [known.value], survey.value, signal);
  if (!live.ok || live.value.length === 0) return live.ok ? ok([]) : live;
  const record = known.value;
  const lacking = missingPaths(record, survey.value, accessPaths).filter(
    ({ portal }) => !dark.has(formatPortal(portal)),
  );
  const tried = await Promise.all(lacking.map((target) => bringUp(deps, { record, target, dark }, signal)));
  const added = tried.flatMap(({ path }) => path ?? []);
  const joined = added.length === 0 ? undefined : await joinMap(deps, record, added, signal);
  const restored = isUnprotected(record, survey.value) ? await protect(deps, record, signal) : undefined;
  return ok(
    [...tried.map(({ action }) => action), joined, restored].filter((action) => action !== undefined),
  );
}

/** What is about to be given up is not connected again, unless nothing else is ready. */
function missingPaths(
  record: NodeRecord,
  survey: Survey,
  accessPaths: readonly SeenAccessPath[],
): readonly TargetPortal[] {
  const paths = pathConditions(record, survey);
  const { leave } = wantedPortals(record.attachment, accessPaths);
  const staying = paths.filter(({ target }) => !leave.includes(target));
  const wanted = staying.some(({ state }) => state === 'ready') ? staying : paths;
  return wanted.filter(isLacking).map(({ target }) => target);
}

async function protect(
  { ports }: ReconcileDeps,
  { volume, attachment: { naa } }: NodeRecord,
  signal: CancelSignal,
): Promise<ReconcileAction> {
  const done = await ports.maps.protect(naa, 'read-only', signal);
  return done.ok
    ? { kind: 'protection-restored', volume }
    : { kind: 'protection-missing', volume, detail: describeProblem(done.problem) };
}

async function bringUp(
  { ports }: ReconcileDeps,
  { record: { volume, attachment }, target, dark }: Missing,
  signal: CancelSignal,
): Promise<Tried> {
  const portal = formatPortal(target.portal);
  const where = { portal, ...(target.site === undefined ? {} : { site: target.site }) };
  const sessions = await ports.sessions.list(signal);
  const [known] = sessions.ok ? matchSessions({ ...attachment, portals: [target] }, sessions.value) : [];
  const session = known?.session;
  const timers = timersFor(attachment.pathMode, ports.timers);
  const login = session === undefined ? await ports.sessions.login(target, timers, signal) : ok(session);
  if (!login.ok && signal.aborted) return {};
  if (!login.ok) {
    dark.add(portal);
    return { action: { kind: 'portal-dark', ...where, detail: describeProblem(login.problem) } };
  }
  const { lun, naa, size } = attachment;
  const path = await ports.paths.attach({ session: login.value, lun, naa, size }, signal);
  if (path.ok) return { action: { kind: 'path-added', volume, ...where }, path: path.value };
  if (signal.aborted) return {};
  return { action: { kind: 'path-refused', volume, ...where, detail: describeProblem(path.problem) } };
}

/** The paths that carry the volume now stay in; the identity of all of them is read anew. */
async function joinMap(
  { ports }: ReconcileDeps,
  { volume, attachment: { naa } }: NodeRecord,
  added: readonly ScsiPath[],
  signal: CancelSignal,
): Promise<ReconcileAction | undefined> {
  const incomplete = (problem: Problem): ReconcileAction => ({
    kind: 'map-incomplete',
    volume,
    detail: describeProblem(problem),
  });
  const map = await ports.maps.find(naa, signal);
  if (!map.ok) return incomplete(map.problem);
  const proved = await ports.paths.withIdentity(naa, signal);
  if (!proved.ok) return incomplete(proved.problem);
  const members = proved.value.filter(
    ({ device }) =>
      map.value?.paths.includes(device) === true || added.some((path) => path.device === device),
  );
  const assembled = await ports.maps.assemble(naa, members, signal);
  return assembled.ok ? undefined : incomplete(assembled.problem);
}
