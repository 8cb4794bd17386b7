import type { BadValue } from './bad-value.js';
import { NFS_BAD_VALUES } from './nfs-bad-values.js';
import { ARRAY_BY_PASSWORD } from './values.js';

const array = (change: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  arrays: [{ ...ARRAY_BY_PASSWORD, ...change }],
});
const OWN_PORT = 'give it a port of its own';

/** By the schema: types, ranges, choices. */
const STRUCTURE: readonly BadValue[] = [
  [
    'a text for a number',
    { controller: { replicas: 'two' } },
    "at '/controller/replicas': got string, want integer",
  ],
  ['no controller', { controller: { replicas: 0 } }, "at '/controller/replicas': minimum: got 0, want 1"],
  [
    'a pull policy',
    { image: { pullPolicy: 'Sometimes' } },
    "value must be one of 'Always', 'IfNotPresent', 'Never'",
  ],
  ['a log level', { logLevel: 'verbose' }, "value must be one of 'trace', 'debug', 'info', 'warn', 'error'"],
  [
    'a spread',
    { controller: { spread: { zones: 'yes' } } },
    "value must be one of 'required', 'preferred', 'off'",
  ],
  [
    'an update strategy',
    { node: { updateStrategy: 'Recreate' } },
    "value must be one of 'RollingUpdate', 'OnDelete'",
  ],
  [
    'too many volumes',
    { maxVolumesPerNode: 2000 },
    "at '/maxVolumesPerNode': maximum: got 2,000, want 1,000",
  ],
  [
    'a timer too short',
    { timers: { noopTimeoutMs: 10 } },
    "at '/timers/noopTimeoutMs': minimum: got 10, want 1,000",
  ],
  ['a fence too short', { fence: { waitMs: 10 } }, "at '/fence/waitMs': minimum: got 10, want 1,000"],
  [
    'a queue for ever',
    { multipath: { noPathSeconds: 0 } },
    "at '/multipath/noPathSeconds': minimum: got 0, want 5",
  ],
  ['an array without managers', array({ managers: [] }), "at '/arrays/0/managers': minItems: got 0, want 1"],
  [
    'an array without a Secret',
    { arrays: [{ name: 'a', managers: ['m'] }] },
    "missing property 'secretName'",
  ],
  ['credentials in values', array({ password: 'x' }), "additional properties 'password' not allowed"],
  ['a kind of credentials', array({ credentials: 'cert' }), "value must be one of 'password', 'token'"],
  [
    'a file system',
    { examples: { storageClass: { fsType: 'btrfs' } } },
    "value must be one of 'ext4', 'ext3', 'xfs'",
  ],
  [
    'a port',
    { node: { ports: { health: 70_000 } } },
    "at '/node/ports/health': maximum: got 70,000, want 65,535",
  ],
];

/** In the chart's own words. */
const MEANING: readonly BadValue[] = [
  [
    'no cluster id',
    { clusterId: '' },
    'clusterId is "": give this Kubernetes cluster a name that no other cluster',
  ],
  [
    'a cluster id in capitals',
    { clusterId: 'Site_One' },
    'clusterId is "Site_One": give this Kubernetes cluster a name',
  ],
  [
    'no driver',
    { iscsi: { enabled: false } },
    'iscsi.enabled and nfs.enabled are both false, so there is nothing to install',
  ],
  ['tag latest', { image: { tag: 'latest' } }, 'image.tag is "latest": give one fixed version'],
  [
    'no tag',
    { sidecars: { resizer: { image: { tag: '' } } } },
    'sidecars.resizer.image.tag is "": give one fixed version',
  ],
  ['a digest', { image: { digest: 'abc' } }, 'image.digest is "abc": give sha256: and 64 hex digits'],
  [
    'a relative path',
    { kubeletDirectory: 'kubelet' },
    'kubeletDirectory is "kubelet": give an absolute path',
  ],
  [
    'a / at the end',
    { node: { stateDirectory: '/a/' } },
    'node.stateDirectory is "/a/": give an absolute path',
  ],
  [
    'a share of nodes',
    { node: { maxUnavailable: 'some' } },
    'node.maxUnavailable is "some": give a number of nodes',
  ],
  [
    'a quote',
    { multipath: { vendor: 'X"' } },
    'multipath.vendor is "X\\"": give a regular expression without',
  ],
  [
    'one name twice',
    { arrays: [ARRAY_BY_PASSWORD, ARRAY_BY_PASSWORD] },
    'arrays[1].name is "array-1", as an entry before it',
  ],
  [
    'a Secret’s name',
    array({ secretName: 'My Secret' }),
    'arrays[0].secretName is "My Secret": give the name of a Secret',
  ],
  [
    'an identity rule',
    array({ identityRule: { prefix: '5' } }),
    'prefix is "5": give hex digits that begin with 6',
  ],
  ['such a rule of AccessPaths', { identityRule: { prefix: '4' } }, 'identityRule.prefix is "4": give hex'],
  [
    'a zone at two sites',
    { sites: { a: { nodeLabelValues: ['z'] }, b: { nodeLabelValues: ['z'] } } },
    'both have "z": a node stands at one site',
  ],
  [
    'a host at two sites',
    { sites: { a: { hosts: ['g'] }, arbiter: { hosts: ['g'] } } },
    'sites.arbiter.hosts has "g", which sites.a.hosts has too: a host stands at one site',
  ],
  [
    'a path that fails before its gateway is fenced',
    { timers: { noopTimeoutMs: 1000, replacementTimeoutMs: 2000 } },
    'noopTimeoutMs + replacementTimeoutMs is 3000, below gatewayFenceMs (10000)',
  ],
  [
    'a VIP that is waited for less than a path',
    { timers: { vipReplacementTimeoutMs: 5000 } },
    'vipReplacementTimeoutMs is 5000: give at least replacementTimeoutMs (10000)',
  ],
  ['one port twice', { node: { ports: { health: 9821 } } }, OWN_PORT],
  [
    'a port of the node’s on the same host',
    { controller: { hostNetwork: true, ports: { health: 9821 } } },
    OWN_PORT,
  ],
  [
    'an account without a name',
    { node: { serviceAccount: { create: false } } },
    'node.serviceAccount.create is false and its name is empty: name the account that is there',
  ],
  [
    'one account for both',
    { controller: { serviceAccount: { name: 'x' } }, node: { serviceAccount: { name: 'x' } } },
    'nodes would get the rights of the controller, or one driver those of the other; give each its own',
  ],
  [
    'a namespace',
    { rbac: { secretNamespaces: ['*'] } },
    'rbac.secretNamespaces has "*": give names of namespaces',
  ],
  [
    'a host name in a network policy',
    { networkPolicy: { managers: { cidrs: ['xms.local'] } } },
    'networkPolicy.managers.cidrs has "xms.local": give address ranges such as 10.0.0.0/24',
  ],
  [
    'a monitor without metrics',
    { metrics: { serviceMonitor: { enabled: true } } },
    'metrics.serviceMonitor.enabled is true while metrics.enabled is false',
  ],
  [
    'a class without a pool',
    { examples: { storageClass: { enabled: true, accessPaths: 'p' } } },
    'examples.storageClass.enabled is true: give accessPaths (the name of an AccessPath object) and pool',
  ],
  [
    'half a Secret',
    { examples: { storageClass: { enabled: true, accessPaths: 'p', pool: 'q', secretName: 's' } } },
    'give secretName and secretNamespace both, or none of them',
  ],
];

export const BAD_VALUES: readonly BadValue[] = [...STRUCTURE, ...MEANING, ...NFS_BAD_VALUES];
