import type { Lab } from '@twinsite/lab';
import type { Values } from './helm.js';

/** The stand-ins for these two are Node programs and larger than the released Go ones. */
const ROOMY = { limits: { memory: '256Mi' } };

/** Names the cluster of the stories to the array. */
export const CLUSTER_ID = 'e2e-one';

/** What an operator of this lab gives the chart; everything else is the chart's own. Arrays come from AccessPaths alone. */
export function chartValues({ profile }: Lab): Values {
  const sites = {
    a: { hosts: ['gw-a', 'mon-a'], nodeLabelValues: ['a'] },
    b: { hosts: ['gw-b', 'mon-b'], nodeLabelValues: ['b'] },
    arbiter: { hosts: ['mon-arb'] },
  };
  return {
    clusterId: CLUSTER_ID,
    sites,
    fence: { removalDrains: true },
    timers: {
      gatewayFenceMs: profile.gatewayLeaseMs,
      loginTimeoutMs: 5000,
      noopIntervalMs: 1000,
      noopTimeoutMs: 1000,
      replacementTimeoutMs: 2000,
      vipReplacementTimeoutMs: 20_000,
    },
    rbac: { secretNamespaces: ['default'] },
    sidecars: { registrar: { resources: ROOMY }, livenessProbe: { resources: ROOMY } },
  };
}
