import type { Resource } from '../../client/resource.js';
export { configMaps, persistentVolumes, secrets } from '../../client/resources.js';

const of = (group: string, kind: string, plural: string, namespaced = true): Resource => ({
  group,
  version: 'v1',
  kind,
  plural,
  namespaced,
});

export const namespaces = of('', 'Namespace', 'namespaces', false);
export const persistentVolumeClaims = of('', 'PersistentVolumeClaim', 'persistentvolumeclaims');
export const pods = of('', 'Pod', 'pods');
export const services = of('', 'Service', 'services');
export const serviceAccounts = of('', 'ServiceAccount', 'serviceaccounts');
export const deployments = of('apps', 'Deployment', 'deployments');
export const statefulSets = of('apps', 'StatefulSet', 'statefulsets');
export const daemonSets = of('apps', 'DaemonSet', 'daemonsets');
export const jobs = of('batch', 'Job', 'jobs');
export const cronJobs = of('batch', 'CronJob', 'cronjobs');
export const storageClasses = of('storage.k8s.io', 'StorageClass', 'storageclasses', false);
export const volumeAttachments = of('storage.k8s.io', 'VolumeAttachment', 'volumeattachments', false);
export const csiDrivers = of('storage.k8s.io', 'CSIDriver', 'csidrivers', false);
export const nodes = of('', 'Node', 'nodes', false);
export const csiNodes = of('storage.k8s.io', 'CSINode', 'csinodes', false);
export const definitions = of(
  'apiextensions.k8s.io',
  'CustomResourceDefinition',
  'customresourcedefinitions',
  false,
);
export const networkPolicies = of('networking.k8s.io', 'NetworkPolicy', 'networkpolicies');
const ADMISSION = 'admissionregistration.k8s.io';
export const admissionPolicies = of(
  ADMISSION,
  'ValidatingAdmissionPolicy',
  'validatingadmissionpolicies',
  false,
);
export const admissionPolicyBindings = of(
  ADMISSION,
  'ValidatingAdmissionPolicyBinding',
  'validatingadmissionpolicybindings',
  false,
);

/** Beside what drivers need (client/resources.ts). */
export const served: readonly Resource[] = [
  namespaces,
  persistentVolumeClaims,
  pods,
  services,
  serviceAccounts,
  deployments,
  statefulSets,
  daemonSets,
  jobs,
  cronJobs,
  storageClasses,
  volumeAttachments,
  csiDrivers,
  nodes,
  csiNodes,
  definitions,
  networkPolicies,
  admissionPolicies,
  admissionPolicyBindings,
];
