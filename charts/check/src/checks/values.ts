type Values = Readonly<Record<string, unknown>>;

/** The least that an operator has to say. */
export const CLUSTER: Values = { clusterId: 'site-one' };

export const ARRAY_BY_PASSWORD = {
  name: 'array-1',
  managers: ['10.0.0.1', 'https://10.0.0.2:8056'],
  secretName: 'array-1-user',
  tls: { caKey: 'ca.crt', verify: true },
  sites: { a: ['gw-a'], b: ['gw-b'], arbiter: ['witness'] },
  identityRule: { prefix: '6001405' },
  vip: { network: 'gateway', resourceType: 'access_path' },
  fence: { removalDrains: false, waitMs: 600_000 },
};
export const ARRAY_BY_TOKEN = {
  name: 'array-2',
  managers: ['10.1.0.1'],
  secretName: 'array-2-token',
  credentials: 'token',
};

/** Everything that is off by default, on. */
export const EVERYTHING: Values = {
  ...CLUSTER,
  arrays: [ARRAY_BY_PASSWORD, ARRAY_BY_TOKEN],
  defaultAccessPath: 'my-ap',
  fence: { removalDrains: true, waitMs: 30_000 },
  identityRule: { prefix: '60000970' },
  vip: { network: 'public', resourceType: 'access_path' },
  timers: { gatewayFenceMs: 12_000, noopTimeoutMs: 4000, replacementTimeoutMs: 12_000 },
  multipath: { vendor: 'XSKY', product: 'X.*', noPathSeconds: 90 },
  sites: {
    nodeLabel: 'topology.kubernetes.io/zone',
    a: { nodeLabelValues: ['east-1', 'east-2'], hosts: ['gw-a'] },
    b: { nodeLabelValues: ['west'], hosts: ['gw-b'] },
    arbiter: { hosts: ['witness'] },
  },
  metrics: { enabled: true, serviceMonitor: { enabled: true, labels: { release: 'prometheus' } } },
  networkPolicy: {
    enabled: true,
    apiServer: { cidrs: ['10.96.0.1/32'] },
    managers: { cidrs: ['10.0.0.0/24'] },
    metricsFrom: [{ namespaceSelector: { matchLabels: { team: 'monitoring' } } }],
  },
  csiDriver: { seLinuxMount: true },
  rbac: { secretNamespaces: ['storage', 'apps'] },
  examples: {
    storageClass: {
      enabled: true,
      accessPaths: 'my-ap',
      pool: 'poolB',
      secretName: 's',
      secretNamespace: 'n',
    },
    volumeSnapshotClass: { enabled: true },
  },
};
