import {
  describeProblem,
  formatRef,
  isWrite,
  refOf,
  stepRecords,
  type DryRun,
  type RestorePlan,
  type Step,
} from '@twinsite/domain';
import { columns } from './columns.js';
import type { Answer } from './print.js';

/** What would be done, without values: some of them are secrets. */
export function planAnswer(plan: RestorePlan, tried: DryRun | undefined): Answer {
  const rows = (steps: readonly Step[]): string =>
    columns(
      ['ACTION', 'LAYER', 'OBJECT', 'FIELDS', 'NOTE'],
      steps.map(({ action, layer, wanted, differences, note = '' }) => [
        action,
        layer,
        formatRef(refOf(wanted)),
        differences.map(({ path }) => path).join(','),
        note,
      ]),
    );
  const told = plan.steps.filter((step) => isWrite(step) || step.note !== undefined);
  return {
    table: () => (told.length === 0 ? 'nothing to do' : rows(told)),
    wide: () => rows(plan.steps),
    names: () => plan.steps.filter(isWrite).map(({ wanted }) => formatRef(refOf(wanted))),
    data: {
      writes: plan.steps.filter(isWrite).length,
      steps: stepRecords(plan),
      refusals: plan.refusals.map(describeProblem),
      ...(tried === undefined
        ? {}
        : {
            dryRun: {
              tried: tried.tried,
              untried: tried.untried,
              problems: tried.problems.map(describeProblem),
            },
          }),
    },
  };
}
