import type { ClusterObject } from '../recovery/objects/cluster-object.js';
import { changing, membersOf, without, type Members } from '../recovery/objects/members.js';
import { DRILL_LABEL } from './drill-names.js';

const API = 'networking.k8s.io/v1';
const DNS = [
  { protocol: 'UDP', port: 53 },
  { protocol: 'TCP', port: 53 },
];

/** Nobody is reached but pods of the drill and the cluster's name service, and nobody else reaches them (KEP-614). */
export const isolation = (namespace: string, id: string): ClusterObject => {
  const drill = { namespaceSelector: { matchLabels: { [DRILL_LABEL]: id } } };
  const names = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } };
  return {
    apiVersion: API,
    kind: 'NetworkPolicy',
    metadata: { name: 'drctl-drill', namespace },
    spec: {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [drill] }],
      egress: [{ to: [drill] }, { to: [names], ports: DNS }],
    },
  };
};

const OF_OUTSIDE = [
  'externalIPs',
  'externalTrafficPolicy',
  'healthCheckNodePort',
  'loadBalancerClass',
  'loadBalancerIP',
  'loadBalancerSourceRanges',
  'allocateLoadBalancerNodePorts',
];

/** A Service that nothing outside the cluster leads to. */
export function inwardService(service: ClusterObject): ClusterObject {
  const spec = membersOf(service, 'spec');
  const isInward = spec['type'] === undefined || spec['type'] === 'ClusterIP';
  const inward: Members = isInward ? spec : { ...spec, type: 'ClusterIP' };
  const ports = Array.isArray(inward['ports'])
    ? inward['ports'].map((port) => changing({ port }, 'port', (one) => without(one, ['nodePort']))['port'])
    : [];
  return { ...service, spec: { ...without(inward, OF_OUTSIDE), ports } };
}
