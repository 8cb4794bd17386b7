import type { ClusterObject } from '../../objects/cluster-object.js';
import { membersOf } from '../../objects/members.js';
import { sameJson } from '../../objects/same-json.js';
import type { DoctorFacts } from '../doctor-facts.js';
import { bad, good, orGood, warn, type DoctorFinding } from '../doctor-finding.js';

const CHECK = 'classes';
const FIXED = ['provisioner', 'reclaimPolicy', 'volumeBindingMode'] as const;

/** StorageClasses of the group that both clusters have mean the same; sites may differ in where and by whom. */
export function classes({ source, target, set }: DoctorFacts): readonly DoctorFinding[] {
  if (set?.ok !== true || !target.objects.ok) return [];
  const there = target.objects.value.filter(({ kind }) => kind === 'StorageClass');
  const used = set.value.objects.map(({ object }) => object).filter(({ kind }) => kind === 'StorageClass');
  const found = used.flatMap((wanted) => {
    const name = wanted.metadata.name;
    const live = there.find(({ metadata }) => metadata.name === name);
    if (live === undefined)
      return [good(CHECK, `class ${name} is not on cluster ${target.id}; restore makes it`)];
    return compared(wanted, live, `class ${name} on clusters ${source.id} and ${target.id}`);
  });
  return orGood(found, CHECK, 'the group uses no class');
}

function compared(wanted: ClusterObject, live: ClusterObject, what: string): readonly DoctorFinding[] {
  const fixed = FIXED.filter((name) => !sameJson(wanted[name], live[name]));
  const [ours, theirs] = [membersOf(wanted, 'parameters'), membersOf(live, 'parameters')];
  const parameters = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter(
    (name) => !sameJson(ours[name], theirs[name]),
  );
  if (fixed.length > 0)
    return [
      bad(
        CHECK,
        `${what} differs in ${fixed.join(', ')}`,
        'it cannot be changed: delete it there and let restore make it',
      ),
    ];
  return parameters.length === 0
    ? [good(CHECK, `${what} is the same`)]
    : [
        warn(
          CHECK,
          `${what} differs in parameters ${parameters.join(', ')}`,
          'right where each site has its own; restore leaves it as it is',
        ),
      ];
}
