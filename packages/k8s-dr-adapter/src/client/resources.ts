import type { Resource } from './resource.js';

const core = (plural: string, kind: string, namespaced: boolean): Resource => ({
  group: '',
  version: 'v1',
  plural,
  kind,
  namespaced,
});

export const configMaps = core('configmaps', 'ConfigMap', true);
export const secrets = core('secrets', 'Secret', true);
export const pods = core('pods', 'Pod', true);
export const persistentVolumes = core('persistentvolumes', 'PersistentVolume', false);

export const leases: Resource = {
  group: 'coordination.k8s.io',
  version: 'v1',
  plural: 'leases',
  kind: 'Lease',
  namespaced: true,
};

export const events: Resource = {
  group: 'events.k8s.io',
  version: 'v1',
  plural: 'events',
  kind: 'Event',
  namespaced: true,
};

export const accessPaths: Resource = {
  group: 'sds.xsky.com',
  version: 'v1',
  plural: 'accesspaths',
  kind: 'AccessPath',
  namespaced: true,
};

export const nodePaths: Resource = {
  group: 'sds.xsky.com',
  version: 'v1',
  plural: 'nodepaths',
  kind: 'NodePaths',
  namespaced: false,
};

export const csiNodes: Resource = {
  group: 'storage.k8s.io',
  version: 'v1',
  plural: 'csinodes',
  kind: 'CSINode',
  namespaced: false,
};
