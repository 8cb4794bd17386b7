import type { ClusterObject } from '../objects/cluster-object.js';
import { listOf, membersOf, textOf } from '../objects/members.js';
import { groupOf } from '../objects/object-kind.js';
import { podReferences } from './pod-references.js';
import { coreRef, reference, type Reference } from './reference.js';
import {
  accessPathReferences,
  claimReferences,
  snapshotContentReferences,
  snapshotReferences,
  statefulSetClaims,
  volumeReferences,
} from './storage-references.js';

export interface ReferenceRoom {
  readonly driverNamespaces: readonly string[];
}

type Reader = (object: ClusterObject, room: ReferenceRoom) => readonly Reference[];

const ofTemplate: Reader = (object) =>
  podReferences(
    membersOf(membersOf(membersOf(object, 'spec'), 'template'), 'spec'),
    object.metadata.namespace,
    'spec.template.spec',
  );

const READERS: Readonly<Record<string, Reader>> = {
  Pod: (pod) => podReferences(membersOf(pod, 'spec'), pod.metadata.namespace, 'spec'),
  'Deployment.apps': ofTemplate,
  'DaemonSet.apps': ofTemplate,
  'ReplicaSet.apps': ofTemplate,
  'StatefulSet.apps': (set, room) => [...ofTemplate(set, room), ...statefulSetClaims(set), ...serviceOf(set)],
  ReplicationController: ofTemplate,
  'Job.batch': ofTemplate,
  'CronJob.batch': (cronJob, room) =>
    ofTemplate(
      { ...cronJob, spec: membersOf(membersOf(membersOf(cronJob, 'spec'), 'jobTemplate'), 'spec') },
      room,
    ),
  PersistentVolumeClaim: claimReferences,
  PersistentVolume: (volume, { driverNamespaces }) => volumeReferences(volume, driverNamespaces),
  ServiceAccount: accountReferences,
  'VolumeSnapshot.snapshot.storage.k8s.io': snapshotReferences,
  'VolumeSnapshotContent.snapshot.storage.k8s.io': snapshotContentReferences,
  'AccessPath.sds.xsky.com': accessPathReferences,
  'RoleBinding.rbac.authorization.k8s.io': roleOf,
  'ClusterRoleBinding.rbac.authorization.k8s.io': roleOf,
  'Ingress.networking.k8s.io': (ingress) =>
    listOf(membersOf(ingress, 'spec'), 'tls').flatMap((tls) => {
      const name = textOf(tls, 'secretName');
      return name === undefined
        ? []
        : [
            {
              to: coreRef('Secret', ingress.metadata.namespace, name),
              reason: 'spec.tls[].secretName',
              required: true,
            },
          ];
    }),
};

/** What an object names and cannot do without, by its own text. */
export function objectReferences(object: ClusterObject, room: ReferenceRoom): readonly Reference[] {
  const group = groupOf(object.apiVersion);
  const read = READERS[group === '' ? object.kind : `${object.kind}.${group}`];
  return read?.(object, room) ?? [];
}

/** A set starts without its Service, only its pods have no names in DNS. */
function serviceOf(set: ClusterObject): readonly Reference[] {
  const name = textOf(membersOf(set, 'spec'), 'serviceName');
  if (name === undefined || name === '') return [];
  return [
    { to: coreRef('Service', set.metadata.namespace, name), reason: 'spec.serviceName', required: false },
  ];
}

function accountReferences(account: ClusterObject): readonly Reference[] {
  const { namespace } = account.metadata;
  return listOf(account, 'imagePullSecrets').flatMap((secret) => {
    const name = textOf(secret, 'name');
    return name === undefined
      ? []
      : [{ to: coreRef('Secret', namespace, name), reason: 'imagePullSecrets[]', required: true }];
  });
}

/** Every cluster makes these itself. */
const OF_KUBERNETES = /^(system:|cluster-admin$|admin$|edit$|view$)/;

function roleOf(binding: ClusterObject): readonly Reference[] {
  const { kind, name } = membersOf(binding, 'roleRef');
  if (typeof kind !== 'string' || typeof name !== 'string' || OF_KUBERNETES.test(name)) return [];
  const namespace = kind === 'Role' ? binding.metadata.namespace : undefined;
  return [reference({ group: 'rbac.authorization.k8s.io', kind, namespace, name }, 'roleRef')];
}
