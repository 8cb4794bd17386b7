import type { ClusterObject } from '../objects/cluster-object.js';
import { GATE_LABEL_PREFIX } from '../../gate/gate-names.js';
import { membersOf, without, withMember } from '../objects/members.js';
import { withoutLabels } from './clean-metadata.js';

/** Labels and annotations of its users stay (Pod Security, OpenShift's uid ranges); its name as a label is the server's, and gates are of one cluster. */
export function cleanNamespace(namespace: ClusterObject): ClusterObject {
  const { apiVersion, kind, metadata } = namespace;
  const bare = withMember(namespace, 'spec', without(membersOf(namespace, 'spec'), ['finalizers']));
  const gates = Object.keys(metadata.labels ?? {}).filter((name) => name.startsWith(GATE_LABEL_PREFIX));
  return withoutLabels({ ...bare, apiVersion, kind, metadata }, ['kubernetes.io/metadata.name', ...gates]);
}
