import type { AccessPathStatus } from '../../../access-path/access-path-status.js';

/** A spec as users write it, in the article's fixed layout. */
export const anAccessPathSpec = (gateway = 'gw-a,gw-b'): Readonly<Record<string, unknown>> => ({
  name: 'ap',
  type: 'Kubernetes',
  cluster_info: {
    xmsServers: '10.7.0.1,10.7.0.2',
    secret_name: 'sds-secret',
    secret_namespace: 'kube-system',
  },
  gateway,
  vip_group: { preempt: false, vips: [] },
});

/** A status with every field and with every field left open that may be. */
export const anAccessPathStatus = (): AccessPathStatus => ({
  observedGeneration: 1,
  role: 'manager',
  manager: 'cluster-a',
  managerSince: 1_800_000_000_123,
  takenOverFrom: 'cluster-b',
  iqn: 'iqn.2018-12.sds:ap',
  conditions: [
    {
      type: 'Ready',
      status: 'False',
      reason: 'GatewayInUse',
      message: 'node node-1 has no other ready path',
      observedGeneration: 1,
      since: 1_800_000_000_456,
    },
  ],
  gateways: [
    {
      name: 'gw-a',
      site: 'a',
      targetIqn: 'iqn.2018-12.sds:gw-a',
      portals: [
        { address: '10.7.1.1', port: 3260 },
        { address: 'fd00::1', port: 3261 },
      ],
      state: 'Leaving',
    },
    { name: 'gw-c', site: undefined, targetIqn: undefined, portals: [], state: 'Missing' },
  ],
  vips: [
    { address: '10.7.9.1', holder: 'gw-a', state: 'Active' },
    { address: 'fd00::9', holder: undefined, state: 'Down' },
  ],
});
