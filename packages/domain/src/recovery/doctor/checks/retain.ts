import type { ClusterObject } from '../../objects/cluster-object.js';
import { formatRef, refOf } from '../../objects/object-ref.js';
import { keepableOf, policyOf } from '../../protect/keepable.js';
import { GROUP_LABEL } from '../../transplant/dr-names.js';
import type { ClusterReading, DoctorFacts } from '../doctor-facts.js';
import { bad, orGood, type DoctorFinding } from '../doctor-finding.js';

const CHECK = 'retain';

/** No volume or snapshot of the group loses its data when its object goes, on either cluster. */
export function retain({ source, target, set }: DoctorFacts): readonly DoctorFinding[] {
  if (set?.ok !== true) return [];
  const ours = new Set(set.value.objects.map(({ object }) => formatRef(refOf(object))));
  const isOurs = (object: ClusterObject): boolean =>
    ours.has(formatRef(refOf(object))) || object.metadata.labels?.[GROUP_LABEL] === set.value.group;
  const found = [source, target].flatMap((cluster) => risky(cluster, isOurs, set.value.group));
  return orGood(found, CHECK, 'every volume and snapshot of the group is Retain on both clusters');
}

function risky(
  { id, objects }: ClusterReading,
  isOurs: (object: ClusterObject) => boolean,
  group: string,
): readonly DoctorFinding[] {
  if (!objects.ok) return [];
  return objects.value.flatMap((object): readonly DoctorFinding[] => {
    const keepable = keepableOf(object);
    if (keepable === undefined || !isOurs(object) || policyOf(object, keepable) === 'Retain') return [];
    const seen = `${formatRef(refOf(object))} on cluster ${id} is ${policyOf(object, keepable)}: its data goes with its claim`;
    return [bad(CHECK, seen, `drctl protect ${group} --from ${id}`)];
  });
}
