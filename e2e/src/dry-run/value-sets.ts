import type { RenderOrder } from '@twinsite/chart';

/** What an operator has to say at least. */
const LEAST = { clusterId: 'dry-run' };

const SITES = {
  a: { hosts: ['gw-a'], nodeLabelValues: ['east-1', 'east-2'] },
  b: { hosts: ['gw-b'], nodeLabelValues: ['west'] },
  arbiter: { hosts: ['witness'] },
};

const ARRAYS = [
  { name: 'first', managers: ['10.0.0.1'], secretName: 'first', tls: { caKey: 'ca.crt', verify: true } },
  { name: 'second', managers: ['10.1.0.1'], secretName: 'second', credentials: 'token' },
];

const POLICY = {
  enabled: true,
  apiServer: { cidrs: ['10.96.0.1/32'] },
  managers: { cidrs: ['10.0.0.0/24', '10.1.0.0/24'] },
  metricsFrom: [{ namespaceSelector: { matchLabels: { team: 'monitoring' } } }],
};

const CLASSES = {
  storageClass: { enabled: true, accessPaths: 'my-ap', pool: 'p', secretName: 's', secretNamespace: 'n' },
  volumeSnapshotClass: { enabled: true },
};

const NFS_CLASS = {
  enabled: true,
  xmsServers: '10.0.0.1',
  shares: '10.0.0.9:/sdsfs/k8s/',
  secretName: 's',
  secretNamespace: 'n',
};

/** Names that Kubernetes allows, and bare YAML takes for numbers or truth values. */
const ODD = {
  ...LEAST,
  clusterId: '0x1',
  sites: { nodeLabel: 'on', a: { nodeLabelValues: ['1e3'] } },
  arrays: [{ name: 'on', managers: ['10.0.0.1'], secretName: '1e3' }],
  controller: { serviceAccount: { name: '0x1' } },
  node: { serviceAccount: { name: 'on' } },
  rbac: { secretNamespaces: ['default'] },
  examples: { ...CLASSES, storageClass: { ...CLASSES.storageClass, name: 'on', pool: '1e3' } },
};

/** Orders to the chart that between them make every object it has, but Prometheus' own, whose kind a bare API server lacks. */
export const VALUE_SETS: Readonly<Record<string, RenderOrder>> = {
  defaults: { values: LEAST },
  'sites and arrays': { values: { ...LEAST, sites: SITES, arrays: ARRAYS, defaultAccessPath: 'first' } },
  'metrics without a ServiceMonitor': { values: { ...LEAST, metrics: { enabled: true } } },
  'a NetworkPolicy': { values: { ...LEAST, metrics: { enabled: true }, networkPolicy: POLICY } },
  'example classes': { values: { ...LEAST, examples: CLASSES } },
  'secrets of two namespaces': {
    values: { ...LEAST, rbac: { secretNamespaces: ['default', 'kube-system'] } },
  },
  'one controller without snapshots': {
    values: {
      ...LEAST,
      controller: { replicas: 1, hostNetwork: true, spread: { hosts: 'off', zones: 'off' } },
      sidecars: { snapshotter: { enabled: false } },
      podDisruptionBudget: { enabled: false },
      node: { updateStrategy: 'OnDelete' },
    },
  },
  'names that look like numbers': { values: ODD, release: '1e3', namespace: '12' },
  'both drivers': {
    values: { ...LEAST, nfs: { enabled: true, clientGroupName: 'nodes' }, sites: SITES, arrays: ARRAYS },
  },
  'the NFS driver alone': {
    values: {
      ...LEAST,
      iscsi: { enabled: false },
      nfs: { enabled: true },
      metrics: { enabled: true },
      networkPolicy: POLICY,
      rbac: { secretNamespaces: ['default'] },
      examples: { nfsStorageClass: NFS_CLASS },
    },
  },
  'Kubernetes 1.29': { values: LEAST, kubernetes: '1.29.0' },
};
