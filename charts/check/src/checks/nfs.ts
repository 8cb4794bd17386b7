import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@twinsite/lab';
import type { Chart } from '../helm/chart.js';
import {
  allOf,
  containerOf,
  podsOf,
  templateOf,
  theOnly,
  type Rule,
  type RenderedObject,
} from '../helm/rendered.js';
import { driversOf } from './read-by-driver.js';
import { checkNone, checkSame } from './same.js';
import { CLUSTER } from './values.js';

const BOTH = { ...CLUSTER, nfs: { enabled: true, clientGroupName: 'nodes' }, metrics: { enabled: true } };
const ALONE = { ...CLUSTER, nfs: { enabled: true }, iscsi: { enabled: false } };

/** The fields that charts/twinsite/README.md argues. */
const SPEC = {
  attachRequired: true,
  podInfoOnMount: false,
  fsGroupPolicy: 'File',
  seLinuxMount: false,
  storageCapacity: false,
  requiresRepublish: false,
  volumeLifecycleModes: ['Persistent'],
};
const RIGHTS_HERE = [
  'leases create',
  'leases get,update of com-nfs-csi-xsky,external-attacher-leader-com-nfs-csi-xsky,external-resizer-com-nfs-csi-xsky',
  'secrets create',
  'secrets get,update of twinsite-classes',
];
/** What the NFS driver has nothing to do with. */
const BLOCK_ONLY = /accesspaths|nodepaths|snapshot|configmaps|events\.k8s\.io/;

export async function checkNfs(report: Report, chart: Chart): Promise<void> {
  const [both, plain, alone] = [
    await chart.render({ values: BOTH }),
    await chart.render({ values: { ...BOTH, nfs: { enabled: false } } }),
    await chart.render({ values: ALONE }),
  ];
  checkSame(report, 'the CSIDriver of NFS', theOnly(both, 'CSIDriver', 'com.nfs.csi.xsky').spec, SPEC);
  const ofBlock = both.filter(({ metadata }) => plain.some((one) => one.metadata.name === metadata.name));
  checkSame(report, 'the NFS driver changes nothing of the iSCSI driver', ofBlock, plain);
  const own = both.filter((one) => !ofBlock.includes(one)).map(nameOf);
  const without = own.filter((name) => !name.startsWith('Service '));
  checkSame(report, 'either driver can be installed alone', alone.map(nameOf), without);
  checkRights(report, alone);
  checkPods(report, both);
  await checkTaken(report, chart, both);
}

const nameOf = ({ kind, metadata }: RenderedObject): string => `${kind} ${metadata.name}`;

function checkRights(report: Report, objects: readonly RenderedObject[]): void {
  const wide = linesOf(theOnly(objects, 'ClusterRole'));
  const odd = wide.filter((line) => BLOCK_ONLY.test(line));
  checkNone(report, 'the NFS controller has no right that is for block volumes', odd, { of: wide.length });
  const here = linesOf(theOnly(objects, 'Role'));
  checkSame(report, 'rights of the NFS controller in its namespace', here, RIGHTS_HERE);
  const bound = [...allOf(objects, 'ClusterRoleBinding'), ...allOf(objects, 'RoleBinding')];
  const ofNodes = bound.filter((one) => JSON.stringify(one).includes('twinsite-nfs-node')).map(nameOf);
  checkSame(report, 'the NFS node plugin has no rights', ofNodes, []);
  const pod = templateOf(theOnly(objects, 'DaemonSet')).spec;
  checkSame(report, 'and no token', pod['automountServiceAccountToken'], false);
}

const linesOf = ({ rules = [] }: RenderedObject): readonly string[] => rules.map(lineOf);

const lineOf = ({ resources, verbs, resourceNames, apiGroups }: Rule): string => {
  const group = apiGroups.filter((one) => one.includes('events') || one.includes('snapshot'));
  const names = resourceNames === undefined ? '' : ` of ${resourceNames.join()}`;
  return [...group, `${resources.join()} ${verbs.join()}${names}`].join(' ');
};

function checkPods(report: Report, objects: readonly RenderedObject[]): void {
  const pods = podsOf(objects);
  const chosen = pods.map(({ spec, metadata }) => {
    const { matchLabels } = spec?.['selector'] as { readonly matchLabels: Readonly<Record<string, string>> };
    const hit = pods.filter((pod) => holds(templateOf(pod).metadata.labels, matchLabels));
    return [metadata.name, ...hit.map((pod) => pod.metadata.name)].join(' ');
  });
  const wanted = pods.map(({ metadata: { name } }) => `${name} ${name}`);
  checkSame(report, 'every workload chooses its own pods alone', chosen, wanted);
  const ports = allOf(objects, 'DaemonSet').flatMap((one) =>
    containerOf(templateOf(one), 'driver').args.filter((arg) => arg.startsWith('--metrics=')),
  );
  checkSame(report, 'on a node both have ports of their own', new Set(ports).size, 2);
  const sidecars = templateOf(theOnly(objects, 'Deployment', 'twinsite-nfs-controller')).spec.containers;
  checkSame(
    report,
    'sidecars of the NFS controller',
    sidecars.map(({ name }) => name),
    ['driver', 'csi-provisioner', 'csi-attacher', 'csi-resizer', 'liveness-probe'],
  );
}

const holds = (labels: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean =>
  Object.entries(wanted).every(([key, value]) => labels[key] === value);

async function checkTaken(report: Report, chart: Chart, objects: readonly RenderedObject[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'twinsite-nfs-chart-'));
  try {
    const { problems, drivers, groups } = await driversOf(objects, folder, 'twinsite-nfs');
    checkSame(report, 'the NFS driver takes its configuration', problems, []);
    checkSame(report, 'in both modes as the NFS driver', drivers, { controller: 'nfs', node: 'nfs' });
    const args = await networkArgs(chart);
    checkSame(report, 'networks take the place of the node’s own address', args, WITH_NETWORKS);
    checkSame(report, 'the client group reaches the controller alone', groups, { controller: 'nodes' });
  } finally {
    await rm(folder, { recursive: true });
  }
}

const WITH_NETWORKS = ['--node-network=10.7.0.0/16,fd00::/64'];

/** What tells the node its addresses when networks are given. */
async function networkArgs(chart: Chart): Promise<readonly string[]> {
  const networks = ['10.7.0.0/16', 'fd00::/64'];
  const objects = await chart.render({ values: { ...ALONE, nfs: { enabled: true, node: { networks } } } });
  const { args, env = [] } = containerOf(templateOf(theOnly(objects, 'DaemonSet')), 'driver');
  return [
    ...args.filter((arg) => arg.startsWith('--node-')),
    ...env.flatMap(({ name }) => (name.includes('ADDRESS') ? [name] : [])),
  ];
}
