import type { ClusterObject } from '../recovery/objects/cluster-object.js';
import type { RecoverySet } from '../recovery/set/recovery-set.js';
import { DRCTL_NAMESPACE, GATE_POLICY, gateBindingName, gateLabel, gateParameterName } from './gate-names.js';

/** `active`: pods that mount the group's claims may be made there. */
export type GroupActivity = 'active' | 'passive';

/** A group on one cluster, with the names that it has there. */
export interface GroupGate {
  readonly group: string;
  /** Cluster id. */
  readonly cluster: string;
  readonly claims: readonly GatedClaim[];
}

export interface GatedClaim {
  readonly namespace: string;
  readonly name: string;
}

/** The gate of a set on a cluster; the set has the names of that cluster. */
export const gateOf = (set: RecoverySet, cluster: string): GroupGate => ({
  group: set.group,
  cluster,
  claims: set.objects
    .map(({ object }) => object)
    .filter(({ kind }) => kind === 'PersistentVolumeClaim')
    .map(({ metadata: { namespace = '', name } }) => ({ namespace, name })),
});

export const gatedNamespaces = ({ claims }: GroupGate): readonly string[] =>
  [...new Set(claims.map(({ namespace }) => namespace))].sort();

/**
 * Pods of labelled namespaces alone are looked at. There nothing starts without the parameter: what cannot be asked is not answered
 * with yes.
 */
export const gateBinding = ({ group }: Pick<GroupGate, 'group'>): ClusterObject => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: gateBindingName(group) },
  spec: {
    policyName: GATE_POLICY,
    validationActions: ['Deny'],
    paramRef: {
      name: gateParameterName(group),
      namespace: DRCTL_NAMESPACE,
      parameterNotFoundAction: 'Deny',
    },
    matchResources: { namespaceSelector: { matchLabels: { [gateLabel(group)]: 'on' } } },
  },
});

/** ConfigMap: `state`, `group`, `cluster`, and for each namespace its claims, line by line, under `claims.<namespace>`. */
export function gateParameter(gate: GroupGate, state: GroupActivity): ClusterObject {
  const { group, cluster, claims } = gate;
  const lists = gatedNamespaces(gate).map((namespace) => {
    const names = claims.filter((claim) => claim.namespace === namespace).map(({ name }) => name);
    return [`claims.${namespace}`, names.sort().join('\n')] as const;
  });
  const metadata = { name: gateParameterName(group), namespace: DRCTL_NAMESPACE };
  const data = { state, group, cluster, ...Object.fromEntries(lists) };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
}
