import { CONTROLLER_LEASE } from '@twinsite/driver';
import type { Report } from '@twinsite/lab';
import type { Chart } from '../helm/chart.js';
import { allOf, theOnly, type RenderedObject, type Rule } from '../helm/rendered.js';
import { checkNone, checkSame } from './same.js';
import { CLUSTER, EVERYTHING } from './values.js';

/** Every right there is, one line each: `group/resource verb,verb`. What is not here was cut. */
const CONTROLLER = [
  'core/persistentvolumes get,list,watch,create,patch,delete',
  'core/persistentvolumeclaims get,list,watch,update',
  'core/persistentvolumeclaims/status patch',
  'storage.k8s.io/storageclasses get,list,watch',
  'storage.k8s.io/csinodes get,list,watch',
  'storage.k8s.io/volumeattachments get,list,watch,patch',
  'storage.k8s.io/volumeattachments/status patch',
  'snapshot.storage.k8s.io/volumesnapshots get,list,watch,update',
  'snapshot.storage.k8s.io/volumesnapshotclasses get,list,watch',
  'snapshot.storage.k8s.io/volumesnapshotcontents get,list,watch,patch',
  'snapshot.storage.k8s.io/volumesnapshotcontents/status update,patch',
  'core/events create,patch',
  'events.k8s.io/events create,patch',
  'sds.xsky.com/accesspaths get,list,watch,patch',
  'sds.xsky.com/accesspaths/status update',
  'sds.xsky.com/nodepaths list',
  'core/secrets get',
];
/** That of the driver, and those that the sidecars derive from its name. */
const LEASES = [
  CONTROLLER_LEASE,
  'iscsi-csi-xsky-com',
  'external-attacher-leader-iscsi-csi-xsky-com',
  'external-resizer-iscsi-csi-xsky-com',
  'external-snapshotter-leader-iscsi-csi-xsky-com',
].join();
const CONTROLLER_HERE = [
  'coordination.k8s.io/leases create',
  `coordination.k8s.io/leases get,update of ${LEASES}`,
  'core/configmaps get,list,create,update,delete',
];
const NODE = [
  'sds.xsky.com/accesspaths get,list,watch',
  'sds.xsky.com/nodepaths create,patch',
  'events.k8s.io/events create,patch',
];

export async function checkRoles(report: Report, chart: Chart): Promise<void> {
  const objects = await chart.render({ values: CLUSTER });
  const rightsOf = (kind: string, name: string): readonly string[] => rights(theOnly(objects, kind, name));
  checkSame(report, 'rights of the controller', rightsOf('ClusterRole', 'twinsite-controller'), CONTROLLER);
  const here = rightsOf('Role', 'twinsite-controller');
  checkSame(report, 'rights of the controller in its namespace', here, CONTROLLER_HERE);
  checkSame(report, 'rights of the node plugin', rightsOf('ClusterRole', 'twinsite-node'), NODE);
  const every = [...objects, ...(await chart.render({ values: EVERYTHING }))].filter(({ rules }) => rules);
  const wild = every.filter(({ rules = [] }) => rules.some((rule) => JSON.stringify(rule).includes('*')));
  checkNone(
    report,
    'no rule has a wildcard',
    wild.map(({ metadata }) => metadata.name),
    { of: every.length },
  );
  await checkNarrowed(report, chart);
  const bound = allOf(objects, 'ClusterRoleBinding').concat(allOf(objects, 'RoleBinding'));
  checkSame(report, 'each account has its own role', bound.map(bindingOf), [
    'twinsite-controller=twinsite-controller',
    'twinsite-node=twinsite-node',
    'twinsite-controller=twinsite-controller',
  ]);
}

async function checkNarrowed(report: Report, chart: Chart): Promise<void> {
  const values = {
    ...CLUSTER,
    rbac: { secretNamespaces: ['storage', 'apps', 'storage'] },
    sidecars: { snapshotter: { enabled: false } },
  };
  const objects = await chart.render({ values });
  const left = CONTROLLER.filter((line) => !/^(snapshot\.|core\/secrets)/.test(line));
  const role = rights(theOnly(objects, 'ClusterRole', 'twinsite-controller'));
  checkSame(report, 'without snapshots and with named namespaces the controller has less', role, left);
  const places = allOf(objects, 'Role')
    .filter(({ metadata }) => metadata.name === 'twinsite-secrets')
    .map((one) => `${one.metadata.namespace ?? ''}: ${rights(one).join()}`);
  checkSame(report, 'Secrets are read in the named namespaces and the own one only', places, [
    'storage: core/secrets get',
    'apps: core/secrets get',
    'twinsite-system: core/secrets get',
  ]);
}

const rights = ({ rules = [] }: RenderedObject): readonly string[] => rules.flatMap(lines);

const lines = ({ apiGroups, resources, verbs, resourceNames }: Rule): readonly string[] =>
  apiGroups.flatMap((group) =>
    resources.map((resource) => {
      const names = resourceNames === undefined ? '' : ` of ${resourceNames.join()}`;
      return `${group === '' ? 'core' : group}/${resource} ${verbs.join()}${names}`;
    }),
  );

function bindingOf(binding: RenderedObject): string {
  const { roleRef, subjects } = binding as RenderedObject & {
    readonly roleRef: { readonly name: string };
    readonly subjects: readonly { readonly name: string }[];
  };
  return `${roleRef.name}=${subjects.map(({ name }) => name).join()}`;
}
