import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { NodeRecord } from '../node-journal.port.js';
import type { ReconcileDeps } from './reconcile-deps.js';
import { liveAmong, surveyNode, type Survey } from './survey-node.js';

export interface Found {
  /** Unit: ms since the Unix epoch; not later than the look. */
  readonly observedAt: number;
  readonly records: readonly NodeRecord[];
  readonly survey: Survey;
  readonly live: readonly NodeRecord[];
}

/** Journal and host, and which volumes are in use by both. */
export async function lookAtNode(deps: ReconcileDeps, signal: CancelSignal): Promise<Result<Found, Problem>> {
  const observedAt = deps.clock.now();
  const records = await deps.ports.journal.list(signal);
  if (!records.ok) return records;
  const survey = await surveyNode(deps, signal);
  if (!survey.ok) return survey;
  const live = await liveAmong(deps, records.value, survey.value, signal);
  if (!live.ok) return live;
  return ok({ observedAt, records: records.value, survey: survey.value, live: live.value });
}
