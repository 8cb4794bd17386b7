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

/** With the NFS driver beside the block driver: its traffic has a network of its own here. */
export function bothDrivers(lab: Lab): Values {
  const { sites, ...others } = chartValues(lab) as {
    readonly sites: Readonly<Record<string, Site>>;
  } & Values;
  const hosts = (site: string): readonly string[] => [...(sites[site]?.hosts ?? []), `fg-${site}`];
  return {
    ...others,
    sites: { ...sites, a: { ...sites['a'], hosts: hosts('a') }, b: { ...sites['b'], hosts: hosts('b') } },
    nfs: { enabled: true, node: { networks: ['10.77.0.0/16'] } },
  };
}

interface Site {
  readonly hosts: readonly string[];
}
