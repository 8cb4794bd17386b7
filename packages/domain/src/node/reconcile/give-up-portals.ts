import type { TargetPortal } from '../../attachment/attachment.js';
import { formatPortal } from '../../attachment/portal.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import { describeProblem } from '../../shared/describe-problem.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { NodeRecord } from '../node-journal.port.js';
import { withPortals } from '../record-portals.js';
import { leavePortal } from './leave-portal.js';
import { pathConditions } from './path-conditions.js';
import type { ReconcileDeps } from './reconcile-deps.js';
import type { ReconcileAction } from './reconcile-report.js';
import { liveAmong, surveyNode } from './survey-node.js';
import { wantedPortals, type SeenAccessPath } from './wanted-portals.js';

/** Whether there is anything to give up, or left of what was begun. */
export const isGivingUp = (
  { attachment, leaving = [] }: NodeRecord,
  accessPaths: readonly SeenAccessPath[],
): boolean => leaving.length > 0 || wantedPortals(attachment, accessPaths).leave.length > 0;

/**
 * Gives up the portals that an AccessPath no longer has, of a live volume: only while another portal that stays is a
 * ready path, whatever the AccessPath says (hazard H7). Looked at again under the claim. The journal is written before
 * and after, so a pass after kill -9 goes on where this one ended.
 */
export async function giveUpPortals(
  deps: ReconcileDeps,
  volume: string,
  accessPaths: readonly SeenAccessPath[],
  signal: CancelSignal,
): Promise<Result<readonly ReconcileAction[], Problem>> {
  const loaded = await deps.ports.journal.load(volume, signal);
  if (!loaded.ok || loaded.value === undefined) return loaded.ok ? ok([]) : loaded;
  const survey = await surveyNode(deps, signal);
  if (!survey.ok) return survey;
  const live = await liveAmong(deps, [loaded.value], survey.value, signal);
  if (!live.ok || live.value.length === 0) return live.ok ? ok([]) : live;
  const { use, leave } = wantedPortals(loaded.value.attachment, accessPaths);
  const leaving = [...(loaded.value.leaving ?? []), ...leave];
  const record = withPortals(loaded.value, { portals: use, leaving });
  if (!pathConditions(record, survey.value).some(({ state }) => state === 'ready')) {
    const detail = 'no path that stays is ready';
    return ok(leaving.map((target) => keptAs(volume, target, detail)));
  }
  if (leave.length > 0) {
    const noted = await deps.ports.journal.save(record, signal);
    if (!noted.ok) return noted;
  }
  return leaveAll(deps, record, signal);
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
