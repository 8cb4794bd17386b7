import type { CancelSignal } from '../../shared/cancel-signal.js';
import { inLanes } from '../../shared/in-lanes.js';
import type { Problem } from '../../shared/problem.js';
import { DRCTL_MANAGER } from '../compare/owned-fields.js';
import type { ClusterObjects } from '../ports/cluster-objects.port.js';
import type { RestorePlan } from './plan-restore.js';
import type { Step } from './step.js';

const LANES = 8;

export interface DryRun {
  /** Steps that the server would take. */
  readonly tried: number;
  /** Not tried: what they need (namespace, definition, a free name) is made by earlier steps. */
  readonly untried: number;
  readonly problems: readonly Problem[];
}

/** Lets the server check every write that it can check before the first of them is done (`dryRun=All`). */
export async function dryRun(
  target: Pick<ClusterObjects, 'apply'>,
  { steps }: RestorePlan,
  signal: CancelSignal,
): Promise<DryRun> {
  const made = new Set(steps.filter(isNewNamespace).map(({ wanted }) => wanted.metadata.name));
  const writes = steps.filter(({ action }) => action === 'create' || action === 'update');
  const able = writes.filter(
    ({ kind, wanted }) => kind !== undefined && !made.has(wanted.metadata.namespace ?? ''),
  );
  const problems: Problem[] = [];
  await inLanes(able, { lanes: LANES, signal }, async ({ kind, applied, wanted }) => {
    if (kind === undefined) return;
    const how = { manager: DRCTL_MANAGER, force: false, dryRun: true };
    const answer = await target.apply(kind, applied ?? wanted, how, signal);
    if (!answer.ok) problems.push(answer.problem);
  });
  return { tried: able.length, untried: writes.length - able.length, problems };
}

const isNewNamespace = ({ action, wanted }: Step): boolean =>
  action === 'create' && wanted.kind === 'Namespace';
