import type { ClusterObject } from '../recovery/objects/cluster-object.js';
import type { GatedClaim } from './group-gate.js';

/**
 * A pod that mounts a claim, to be tried and never kept (dry run). It asks for nothing that the strictest Pod Security level
 * forbids, so that no other answer hides the gate's.
 */
export const gateProbe = ({ namespace, name }: GatedClaim): ClusterObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'drctl-gate-probe', namespace },
  spec: {
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'probe',
        image: 'never-pulled.invalid/probe:0',
        resources: { requests: { cpu: '1m', memory: '1Mi' }, limits: { cpu: '1m', memory: '1Mi' } },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: name } }],
  },
});
