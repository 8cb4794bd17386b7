import type { Lab } from '@twinsite/lab';
import { MANAGER_ADDRESSES } from './article-array.js';
import type { Values } from './helm.js';

/** Secret in the driver's namespace with the array's account. */
export const ARRAY_SECRET = 'article-array';

/** The stand-ins for these two are Node programs and larger than the released Go ones. */
const ROOMY = { limits: { memory: '256Mi' } };

/** What an operator of this lab gives the chart; everything else is the chart's own. */
export function chartValues({ profile }: Lab): Values {
  const sites = {
    a: { hosts: ['gw-a', 'mon-a'], nodeLabelValues: ['a'] },
    b: { hosts: ['gw-b', 'mon-b'], nodeLabelValues: ['b'] },
    arbiter: { hosts: ['mon-arb'] },
  };
  const hosts = { a: sites.a.hosts, b: sites.b.hosts, arbiter: sites.arbiter.hosts };
  const array = {
    name: 'article',
    managers: MANAGER_ADDRESSES,
    secretName: ARRAY_SECRET,
    sites: hosts,
    fence: { removalDrains: true },
  };
  return {
    clusterId: 'e2e-one',
    sites,
    arrays: [array],
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
