import type { ClusterObject } from '../objects/cluster-object.js';
import { membersOf, textOf } from '../objects/members.js';
import { coreRef, type Reference } from './reference.js';

/** Who asks for a Secret of a StorageClass; each has a name and a namespace (kubernetes-csi.github.io, "Secrets"). */
const ROLES = [
  'provisioner',
  'controller-publish',
  'node-stage',
  'node-publish',
  'controller-expand',
  'node-expand',
] as const;

/** What the templates stand for. */
export interface SecretOwner {
  readonly volume: string;
  readonly claim: { readonly namespace: string; readonly name: string };
}

/** Secrets that a StorageClass names for one volume, templates filled in: `${pv.name}`, `${pvc.namespace}`, `${pvc.name}`. */
export function classSecrets(storageClass: ClusterObject, owner: SecretOwner): readonly Reference[] {
  const parameters = membersOf(storageClass, 'parameters');
  return ROLES.flatMap((role) => {
    const parameter = `csi.storage.k8s.io/${role}-secret`;
    const [name, namespace] = ['name', 'namespace'].map((part) => textOf(parameters, `${parameter}-${part}`));
    if (name === undefined || namespace === undefined) return [];
    const to = coreRef('Secret', filled(namespace, owner), filled(name, owner));
    return [{ to, reason: `parameters[${parameter}-name]`, required: true }];
  });
}

const filled = (template: string, { volume, claim }: SecretOwner): string =>
  template
    .replaceAll('${pv.name}', volume)
    .replaceAll('${pvc.namespace}', claim.namespace)
    .replaceAll('${pvc.name}', claim.name);
