import type { ClusterObject } from '../objects/cluster-object.js';
import { membersOf } from '../objects/members.js';
import { GROUP_LABEL } from './dr-names.js';
import { mapNames } from './map-names.js';
import { standStill } from './stand-still.js';
import { suspendedBy, suspendRuleFor, type SuspendRule } from './suspend-rule.js';

export interface Adaptation {
  readonly group: string;
  /** Names that differ on the other cluster; what is not in it keeps its name. */
  readonly namespaces?: ReadonlyMap<string, string>;
  readonly storageClasses?: ReadonlyMap<string, string>;
  /** `standby`: workloads are made and start nothing. */
  readonly workloads: 'standby' | 'running';
  /** How custom resources stand still. */
  readonly suspendRules?: readonly SuspendRule[];
}

/** A cleaned object as the other cluster is to have it. */
export function adaptObject(object: ClusterObject, adaptation: Adaptation): ClusterObject {
  const mapped = mapNames(object, adaptation);
  const labels = { ...membersOf(mapped.metadata, 'labels'), [GROUP_LABEL]: adaptation.group };
  const ours = {
    ...mapped,
    metadata: { ...mapped.metadata, labels: labels as Readonly<Record<string, string>> },
  };
  if (adaptation.workloads === 'running') return ours;
  const rule = suspendRuleFor(ours, adaptation.suspendRules ?? []);
  return rule === undefined ? standStill(ours) : suspendedBy(ours, rule);
}
