import { describeProblem } from '../../../shared/describe-problem.js';
import { formatRef } from '../../objects/object-ref.js';
import type { DoctorFacts } from '../doctor-facts.js';
import { bad, orGood, warn, type DoctorFinding } from '../doctor-finding.js';

const CHECK = 'closure';

/** Everything that the group names is there and may be read: Secrets of the drivers, classes, accounts. */
export function carried({ source, set }: DoctorFacts): readonly DoctorFinding[] {
  if (set === undefined) return [];
  if (!set.ok)
    return [
      bad(
        CHECK,
        `the group cannot be read on cluster ${source.id}: ${describeProblem(set.problem)}`,
        'check the rights of drctl there',
      ),
    ];
  const gaps = set.value.gaps.map(({ from, to, reason, required }) => {
    const seen = `${formatRef(to)} is missing; ${formatRef(from)} names it (${reason})`;
    return required
      ? bad(CHECK, seen, 'make it on the source')
      : warn(CHECK, seen, 'make it, or take the name away');
  });
  return orGood(
    gaps,
    CHECK,
    `all that the ${set.value.objects.length} objects of group ${set.value.group} name is there`,
  );
}
