import type { TargetPortal } from '../../attachment/attachment.js';
import { formatPortal } from '../../attachment/portal.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import { describeProblem } from '../../shared/describe-problem.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { NodeRecord } from '../node-journal.port.js';
import { withPortals } from '../record-portals.js';
import { leavePortal } from './leave-portal.js';
import type { ReconcileDeps } from './reconcile-deps.js';
import type { ReconcileAction } from './reconcile-report.js';
import { lackOfPaths } from './lack-of-paths.js';
import { liveAmong, surveyNode, type Survey } from './survey-node.js';
import { wantedPortals, type SeenAccessPath } from './wanted-portals.js';

/** Whether there is anything to give up, or left of what was begun. */
export const isGivingUp = (
  { attachment, leaving = [] }: NodeRecord,
  accessPaths: readonly SeenAccessPath[],
): boolean => leaving.length > 0 || wantedPortals(attachment, accessPaths).leave.length > 0;

/**
 * Gives up the portals that an AccessPath no longer has, of a live volume: only while a path
 * that stays is ready and answers, whatever the AccessPath says (hazard H7). Looked at again under the claim. The journal
 * is written before and after, so a pass after kill -9 goes on where this one ended.
 */
export async function giveUpPortals(
  deps: ReconcileDeps,
  volume: string,
  accessPaths: readonly SeenAccessPath[],
  signal: CancelSignal,
): Promise<Result<readonly ReconcileAction[], Problem>> {
  const found = await liveVolume(deps, volume, signal);
  if (!found.ok || found.value === undefined) return found.ok ? ok([]) : found;
  const { known, survey } = found.value;
  const { use, leave } = wantedPortals(known.attachment, accessPaths);
  const leaving = [...(known.leaving ?? []), ...leave];
  const record = withPortals(known, { portals: use, leaving });
  const lack = await lackOfPaths(deps, record, survey, signal);
  if (!lack.ok || signal.aborted) return lack.ok ? ok([]) : lack;
  const detail = lack.value;
  if (detail !== undefined) return ok(leaving.map((target) => keptAs(volume, target, detail)));
  const noted = leave.length === 0 ? ok(undefined) : await deps.ports.journal.save(record, signal);
  return noted.ok ? leaveAll(deps, record, signal) : noted;
}

async function liveVolume(
  deps: ReconcileDeps,
  volume: string,
  signal: CancelSignal,
): Promise<Result<{ readonly known: NodeRecord; readonly survey: Survey } | undefined, Problem>> {
  const loaded = await deps.ports.journal.load(volume, signal);
  if (!loaded.ok || loaded.value === undefined) return loaded.ok ? ok(undefined) : loaded;
  const survey = await surveyNode(deps, signal);
  if (!survey.ok) return survey;
  const live = await liveAmong(deps, [loaded.value], survey.value, signal);
  if (!live.ok || live.value.length === 0) return live.ok ? ok(undefined) : live;
  return ok({ known: loaded.value, survey: survey.value });
}

async function leaveAll(
  deps: ReconcileDeps,
  begun: NodeRecord,
  signal: CancelSignal,
): Promise<Result<readonly ReconcileAction[], Problem>> {
  const { volume } = begun;
  const actions: ReconcileAction[] = [];
  let record = begun;
  for (const target of begun.leaving ?? []) {
    const left = await leavePortal(deps, { naa: begun.attachment.naa, target }, signal);
    if (signal.aborted) return ok(actions);
    if (!left.ok) {
      actions.push(keptAs(volume, target, describeProblem(left.problem)));
      continue;
    }
    const leaving = (record.leaving ?? []).filter((other) => other !== target);
    record = withPortals(record, { portals: record.attachment.portals, leaving });
    const noted = await deps.ports.journal.save(record, signal);
    if (!noted.ok) return noted;
    actions.push({ kind: 'portal-left', volume, ...placeOf(target) });
  }
  return ok(actions);
}

const keptAs = (volume: string, target: TargetPortal, detail: string): ReconcileAction => ({
  kind: 'portal-kept',
  volume,
  ...placeOf(target),
  detail,
});

const placeOf = ({ portal, site }: TargetPortal): { readonly portal: string; readonly site?: string } => ({
  portal: formatPortal(portal),
  ...(site !== undefined && { site }),
});
