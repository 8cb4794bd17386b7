import { gateBindingName } from '../../../gate/gate-names.js';
import type { ClusterReading, DoctorFacts } from '../doctor-facts.js';
import { good, warn, type DoctorFinding } from '../doctor-finding.js';

const CHECK = 'gate';
const POLICY = 'ValidatingAdmissionPolicy';

/** Pods of the group are made only on the cluster that runs it: each cluster has the group's admission gate. */
export function gate({ source, target, set }: DoctorFacts): readonly DoctorFinding[] {
  const able = [source, target].flatMap(unable);
  if (able.length > 0 || set?.ok !== true) return able;
  const { group } = set.value;
  const open = [source, target].filter((cluster) => cluster.objects.ok && !hasGate(cluster, group));
  return open.length > 0
    ? open.map(({ id }) => withoutGate(id, group))
    : [good(CHECK, `both clusters have the gate of group ${group}`)];
}

function unable({ id, kinds }: ClusterReading): readonly DoctorFinding[] {
  if (!kinds.ok || kinds.value.some(({ kind }) => kind === POLICY)) return [];
  const seen = `cluster ${id} serves no ${POLICY} (Kubernetes 1.30): anybody may start a group there that runs elsewhere, and only the array keeps its pods from writing`;
  return [warn(CHECK, seen, 'upgrade it')];
}

const hasGate = ({ objects }: ClusterReading, group: string): boolean =>
  objects.ok && objects.value.some(({ metadata }) => metadata.name === gateBindingName(group));

const withoutGate = (id: string, group: string): DoctorFinding =>
  warn(
    CHECK,
    `cluster ${id} has no gate of group ${group}: its pods may be made there although it runs elsewhere`,
    `drctl sync ${group} --warm sets it on both`,
  );
