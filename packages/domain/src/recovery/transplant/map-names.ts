import type { ClusterObject } from '../objects/cluster-object.js';
import { groupOf } from '../objects/object-kind.js';
import { changing, changingEach, membersOf, textOf, withMember, type Members } from '../objects/members.js';

/** Names that differ between two clusters. */
export interface NameMapping {
  readonly namespaces?: ReadonlyMap<string, string>;
  readonly storageClasses?: ReadonlyMap<string, string>;
}

type Mapper = (object: ClusterObject, mapping: NameMapping) => Members;

const MAPPERS: Readonly<Record<string, Mapper>> = {
  PersistentVolume: (volume, mapping) =>
    inSpec(volume, (spec) =>
      changing(changing(inClass(spec, mapping), 'claimRef', namespaced(mapping)), 'csi', secretRefs(mapping)),
    ),
  PersistentVolumeClaim: (claim, mapping) => inSpec(claim, (spec) => inClass(spec, mapping)),
  Namespace: (namespace, { namespaces }) =>
    changing(namespace, 'metadata', (metadata) => mapped(metadata, 'name', namespaces)),
  'StatefulSet.apps': (set, mapping) =>
    inSpec(set, (spec) =>
      changingEach(spec, 'volumeClaimTemplates', (template) =>
        changing(template, 'spec', (one) => inClass(one, mapping)),
      ),
    ),
  'StorageClass.storage.k8s.io': (storageClass, mapping) =>
    changing(
      changing(storageClass, 'metadata', (metadata) => mapped(metadata, 'name', mapping.storageClasses)),
      'parameters',
      secretNamespaces(mapping),
    ),
  'VolumeSnapshotContent.snapshot.storage.k8s.io': (content, mapping) =>
    inSpec(content, (spec) => changing(spec, 'volumeSnapshotRef', namespaced(mapping))),
  'RoleBinding.rbac.authorization.k8s.io': subjects,
  'ClusterRoleBinding.rbac.authorization.k8s.io': subjects,
};

/** The object in the namespaces and classes of the other cluster, also where it names them inside. */
export function mapNames(object: ClusterObject, mapping: NameMapping): ClusterObject {
  const group = groupOf(object.apiVersion);
  const map = MAPPERS[group === '' ? object.kind : `${object.kind}.${group}`];
  const changed = map?.(object, mapping) ?? object;
  const metadata = mapped(membersOf(changed, 'metadata'), 'namespace', mapping.namespaces);
  const { apiVersion, kind } = object;
  return {
    ...changed,
    apiVersion,
    kind,
    metadata: { ...metadata, name: textOf(metadata, 'name') ?? object.metadata.name },
  };
}

const inSpec = (object: Members, change: (spec: Members) => Members): Members =>
  changing(object, 'spec', change);

function mapped(object: Members, name: string, names: ReadonlyMap<string, string> | undefined): Members {
  const value = textOf(object, name);
  return value === undefined ? object : withMember(object, name, names?.get(value) ?? value);
}

const inClass = (spec: Members, { storageClasses }: NameMapping): Members =>
  mapped(spec, 'storageClassName', storageClasses);

const namespaced =
  ({ namespaces }: NameMapping) =>
  (ref: Members): Members =>
    mapped(ref, 'namespace', namespaces);

/** All five of CSI (hazard D22). */
export const CSI_SECRET_REFS = [
  'controllerPublishSecretRef',
  'nodeStageSecretRef',
  'nodePublishSecretRef',
  'controllerExpandSecretRef',
  'nodeExpandSecretRef',
] as const;

const secretRefs =
  (mapping: NameMapping) =>
  (csi: Members): Members =>
    CSI_SECRET_REFS.reduce((changed, ref) => changing(changed, ref, namespaced(mapping)), csi);

/** A template such as `${pvc.namespace}` names what the claim's namespace is there. */
const secretNamespaces =
  ({ namespaces }: NameMapping) =>
  (parameters: Members): Members =>
    Object.keys(parameters)
      .filter((name) => /^csi\.storage\.k8s\.io\/.*-secret-namespace$/.test(name))
      .reduce((changed, name) => mapped(changed, name, namespaces), parameters);

function subjects(binding: ClusterObject, mapping: NameMapping): Members {
  return changingEach(binding, 'subjects', namespaced(mapping));
}
