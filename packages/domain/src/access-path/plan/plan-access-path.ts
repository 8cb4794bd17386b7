import type { AccessPathPlan, AccessPathSituation, AccessPathStep } from '../access-path-plan.js';
import { planDeletion } from './plan-deletion.js';
import { planForeign } from './plan-foreign.js';
import { planLed } from './plan-led.js';
import { planManaged } from './plan-managed.js';
import { planAbsent, planClaiming, planOtherType, planUnmarked } from './plan-start.js';
import { readStanding, type Reading } from './standing.js';

/**
 * What one pass does for one AccessPath object, and what its status says. Pure, and total: from what was read alone the next
 * step follows, so a pass that was cut off anywhere is simply made again (docs/adr/0020).
 */
export function planAccessPath(situation: AccessPathSituation): AccessPathPlan {
  const reading = readStanding(situation);
  if (situation.object.isDeleting) return planDeletion(situation, reading);
  if (situation.leader !== undefined) return planLed(situation, situation.leader);
  return withFinalizer(situation, reading, planLiving(situation, reading));
}

function planLiving(situation: AccessPathSituation, reading: Reading): AccessPathPlan {
  const { found, spec } = situation;
  if (found === undefined) return planAbsent(situation, reading);
  if (found.type !== spec.type) return planOtherType(situation, reading, found);
  const { standing } = reading;
  switch (standing.kind) {
    case 'absent':
    case 'unmarked':
      return planUnmarked(situation, reading, found);
    case 'foreign':
      return planForeign(situation, { ...reading, standing }, found);
    case 'claiming':
      return planClaiming(situation, { ...reading, standing }, found);
    case 'manager':
      return planManaged(situation, reading, found);
  }
}

/** The finalizer is there before the first change of the array and as long as our mark is; an observer has none. */
function withFinalizer(
  { object }: AccessPathSituation,
  { standing }: Reading,
  plan: AccessPathPlan,
): AccessPathPlan {
  const isOurs = standing.kind === 'manager' || standing.kind === 'claiming';
  const isNeeded = isOurs || plan.step !== undefined;
  if (isNeeded === object.hasFinalizer) return plan;
  const step: AccessPathStep = { kind: isNeeded ? 'set-finalizer' : 'drop-finalizer' };
  return { ...plan, step, againMs: 0 };
}
