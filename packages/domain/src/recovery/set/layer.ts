/** In the order of making; between `volume` and `claim`, and after `claim`, restoring waits. */
export const LAYERS = [
  'namespace',
  'definition',
  'class',
  'access-path',
  'volume',
  'config',
  'claim',
  'network',
  'workload',
  'webhook',
] as const;

/**
 * `definition`: CustomResourceDefinition. `class`: StorageClass, VolumeAttributesClass, VolumeSnapshotClass,
 * PriorityClass. `access-path`: AccessPath with its Secret. `volume`: PersistentVolume, VolumeSnapshotContent. `config`:
 * Secret, ConfigMap, ServiceAccount, RBAC and all else that starts nothing. `claim`: PersistentVolumeClaim,
 * VolumeSnapshot. `network`: Service, Ingress, NetworkPolicy. `workload`: whatever makes pods, and custom resources.
 */
export type Layer = (typeof LAYERS)[number];
