import type { ClusterObject } from '../objects/cluster-object.js';
import { changingEach, membersOf, without, withMember, type Members } from '../objects/members.js';
import { annotationOf } from './clean-metadata.js';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Addresses are each cluster's own, except for none at all (`None`); node ports only when somebody chose them. */
export function cleanService(service: ClusterObject): ClusterObject {
  const spec = membersOf(service, 'spec');
  const headless = spec['clusterIP'] === 'None';
  const own = headless ? ['healthCheckNodePort'] : ['clusterIP', 'clusterIPs', 'healthCheckNodePort'];
  const chosen = chosenNodePorts(service);
  const port = (one: Members): Members =>
    typeof one['nodePort'] === 'number' && !chosen.has(one['nodePort']) ? without(one, ['nodePort']) : one;
  return { ...service, spec: changingEach(without(spec, own), 'ports', port) };
}

/** As the text that was applied last says; one who applied nothing chose nothing. */
function chosenNodePorts(service: ClusterObject): ReadonlySet<unknown> {
  const applied = annotationOf(service, LAST_APPLIED);
  const ports = new Set<unknown>();
  for (const [, port] of (applied ?? '').matchAll(/"nodePort":\s*(\d+)/g)) ports.add(Number(port));
  return ports;
}

/** Tokens are each cluster's own; Secrets to pull images with are named apart and stay. */
export const cleanServiceAccount = (account: ClusterObject): ClusterObject => ({
  ...withMember(account, 'secrets', undefined),
  apiVersion: account.apiVersion,
  kind: account.kind,
  metadata: account.metadata,
});
