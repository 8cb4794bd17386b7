import type { ClusterObject } from '../objects/cluster-object.js';
import { listOf, membersOf, textOf } from '../objects/members.js';
import { groupOf } from '../objects/object-kind.js';
import { refOf } from '../objects/object-ref.js';
import { nameOf } from './cluster-view.js';
import { everyClusterHas } from './never-copied.js';
import { objectReferences } from './object-references.js';
import type { Reference } from './reference.js';
import { classSecrets } from './secret-templates.js';
import { accessPathNames } from './storage-references.js';

export interface ReferenceContext {
  readonly driverNamespaces: readonly string[];
  /** Objects that point at others. */
  readonly pointing: readonly ClusterObject[];
}

/** What an object names, and what belongs to it though only others or its class say so. */
export function referencesIn({ driverNamespaces, pointing }: ReferenceContext) {
  const byKind = (kind: string): readonly ClusterObject[] => pointing.filter((one) => kindOf(one) === kind);
  const classes = new Map(byKind('StorageClass.storage.k8s.io').map((one) => [one.metadata.name, one]));
  const paths = byKind('AccessPath.sds.xsky.com');
  const bindings = ['ClusterRoleBinding', 'RoleBinding'].flatMap((kind) =>
    byKind(`${kind}.rbac.authorization.k8s.io`),
  );
  const definitions = byKind('CustomResourceDefinition.apiextensions.k8s.io');
  const related = (object: ClusterObject): readonly Reference[] => {
    switch (kindOf(object)) {
      case 'PersistentVolumeClaim':
        return secretsOf(object, classes);
      case 'StorageClass.storage.k8s.io':
        return accessPathNames(object)
          .flatMap((name) => paths.filter(({ metadata }) => metadata.name === name))
          .map((path) => pointedBy(path, 'parameters.accessPaths'));
      case 'ServiceAccount':
        return bindings
          .filter((binding) => binds(binding, object))
          .map((one) => pointedBy(one, 'subjects[]'));
      default:
        return definitions.filter((one) => defines(one, object)).map((one) => pointedBy(one, 'its kind'));
    }
  };
  return (object: ClusterObject): readonly Reference[] =>
    [...objectReferences(object, { driverNamespaces }), ...related(object)].filter(
      ({ to }) => !everyClusterHas(to),
    );
}

const kindOf = ({ apiVersion, kind }: ClusterObject): string => nameOf({ group: groupOf(apiVersion), kind });

const pointedBy = (object: ClusterObject, reason: string): Reference => ({
  to: refOf(object),
  reason,
  required: true,
});

function secretsOf(claim: ClusterObject, classes: ReadonlyMap<string, ClusterObject>): readonly Reference[] {
  const spec = membersOf(claim, 'spec');
  const storageClass = classes.get(textOf(spec, 'storageClassName') ?? '');
  const volume = textOf(spec, 'volumeName');
  const { name, namespace } = claim.metadata;
  if (storageClass === undefined || volume === undefined || namespace === undefined) return [];
  return classSecrets(storageClass, { volume, claim: { namespace, name } });
}

const binds = (binding: ClusterObject, account: ClusterObject): boolean =>
  listOf(binding, 'subjects').some(({ kind, name, namespace }) =>
    kind === 'Group'
      ? name === `system:serviceaccounts:${account.metadata.namespace ?? ''}`
      : kind === 'ServiceAccount' &&
        name === account.metadata.name &&
        namespace === account.metadata.namespace,
  );

function defines(definition: ClusterObject, { apiVersion, kind }: ClusterObject): boolean {
  const spec = membersOf(definition, 'spec');
  return spec['group'] === groupOf(apiVersion) && membersOf(spec, 'names')['kind'] === kind;
}
