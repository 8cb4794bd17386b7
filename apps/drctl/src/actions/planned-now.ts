import { packSet, stepRecords, type RestorePlan } from '@twinsite/domain';
import type { PlanFile } from './plan-file.js';
import { readSet } from './read-set.js';
import type { RestoreInput } from './restore-input.js';
import type { GroupSession } from './session.js';

/** A plan as a file would keep it now. */
export async function plannedNow(
  session: GroupSession,
  { bundle, order }: RestoreInput,
  plan: RestorePlan,
): Promise<PlanFile> {
  const source = await readSet(session, session.source);
  return {
    version: 1,
    group: session.group.name,
    to: session.target.settings.id,
    root: bundle.manifest.root,
    counter: bundle.manifest.counter,
    source: source.ok ? packSet(source.value).root : undefined,
    start: order.adaptation.workloads === 'running',
    conflict: order.conflict,
    steps: stepRecords(plan),
  };
}
