import type { ClusterObject } from '../objects/cluster-object.js';
import { listOf, membersOf, textOf, type Members } from '../objects/members.js';
import { CSI_SECRET_REFS } from '../transplant/map-names.js';
import { coreRef, reference, type Reference } from './reference.js';

const STORAGE = 'storage.k8s.io';
const SNAPSHOT = 'snapshot.storage.k8s.io';
export const ACCESS_PATH = { group: 'sds.xsky.com', kind: 'AccessPath' } as const;

export function claimReferences(claim: ClusterObject): readonly Reference[] {
  const spec = membersOf(claim, 'spec');
  const volume = textOf(spec, 'volumeName');
  return [
    ...(volume === undefined
      ? []
      : [reference({ group: '', kind: 'PersistentVolume', name: volume }, 'spec.volumeName')]),
    ...classes(spec),
  ];
}

/** `drivers`: in whose namespaces the ConfigMaps of volumes are. */
export function volumeReferences(
  volume: ClusterObject,
  driverNamespaces: readonly string[],
): readonly Reference[] {
  const spec = membersOf(volume, 'spec');
  const csi = membersOf(spec, 'csi');
  const secrets = CSI_SECRET_REFS.flatMap((name) => {
    const ref = membersOf(csi, name);
    const [secret, namespace] = [textOf(ref, 'name'), textOf(ref, 'namespace')];
    if (secret === undefined || namespace === undefined) return [];
    return [{ to: coreRef('Secret', namespace, secret), reason: `spec.csi.${name}`, required: true }];
  });
  const handle = textOf(csi, 'volumeHandle');
  const records = driverNamespaces.flatMap((namespace) =>
    recordNames(handle, volume.metadata.name).map((name) => ({
      to: coreRef('ConfigMap', namespace, name),
      reason: 'spec.csi.volumeHandle',
      required: false,
      // The driver keeps one in its own namespace, and makes it again on the other cluster.
      ifThere: true as const,
    })),
  );
  return [...classes(spec), ...secrets, ...records];
}

/** Named after the handle (the article's `csi-iscsi-vid-<pv>`); a handle that lacks `vid` has one of the full name. */
const recordNames = (handle: string | undefined, volume: string): readonly string[] =>
  handle === undefined ? [] : [...new Set([handle, `csi-iscsi-vid-${volume}`])];

function classes(spec: Members): readonly Reference[] {
  const [storageClass, attributes] = [
    textOf(spec, 'storageClassName'),
    textOf(spec, 'volumeAttributesClassName'),
  ];
  return [
    ...(storageClass === undefined || storageClass === ''
      ? []
      : [
          reference(
            { group: STORAGE, kind: 'StorageClass', name: storageClass },
            'spec.storageClassName',
            false,
          ),
        ]),
    ...(attributes === undefined || attributes === ''
      ? []
      : [
          reference(
            { group: STORAGE, kind: 'VolumeAttributesClass', name: attributes },
            'spec.volumeAttributesClassName',
          ),
        ]),
  ];
}

export function snapshotReferences(snapshot: ClusterObject): readonly Reference[] {
  const content = textOf(membersOf(snapshot, 'status'), 'boundVolumeSnapshotContentName');
  const className = textOf(membersOf(snapshot, 'spec'), 'volumeSnapshotClassName');
  return [
    ...(content === undefined
      ? []
      : [
          reference(
            { group: SNAPSHOT, kind: 'VolumeSnapshotContent', name: content },
            'status.boundVolumeSnapshotContentName',
          ),
        ]),
    ...snapshotClass(className),
  ];
}

export const snapshotContentReferences = (content: ClusterObject): readonly Reference[] =>
  snapshotClass(textOf(membersOf(content, 'spec'), 'volumeSnapshotClassName'));

const snapshotClass = (name: string | undefined): readonly Reference[] =>
  name === undefined
    ? []
    : [
        reference(
          { group: SNAPSHOT, kind: 'VolumeSnapshotClass', name },
          'spec.volumeSnapshotClassName',
          false,
        ),
      ];

/** The Secret of the array's user. */
export function accessPathReferences(accessPath: ClusterObject): readonly Reference[] {
  const info = membersOf(membersOf(accessPath, 'spec'), 'cluster_info');
  const [name, namespace] = [textOf(info, 'secret_name'), textOf(info, 'secret_namespace')];
  if (name === undefined) return [];
  const to = coreRef('Secret', namespace ?? accessPath.metadata.namespace, name);
  return [{ to, reason: 'spec.cluster_info.secret_name', required: true }];
}

/** Names of AccessPaths, as the parameter `accessPaths` lists them; they are looked for in every namespace. */
export const accessPathNames = (storageClass: ClusterObject): readonly string[] =>
  (textOf(membersOf(storageClass, 'parameters'), 'accessPaths') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

/** Claims that a StatefulSet has by name: `<template>-<set>-<ordinal>`, from `spec.ordinals.start` on. */
export function statefulSetClaims(set: ClusterObject): readonly Reference[] {
  const spec = membersOf(set, 'spec');
  const { start = 0 } = membersOf(spec, 'ordinals');
  const replicas = typeof spec['replicas'] === 'number' ? spec['replicas'] : 1;
  const first = typeof start === 'number' ? start : 0;
  return listOf(spec, 'volumeClaimTemplates').flatMap((template) => {
    const name = textOf(membersOf(template, 'metadata'), 'name') ?? '';
    return Array.from({ length: replicas }, (_, index) => ({
      to: coreRef(
        'PersistentVolumeClaim',
        set.metadata.namespace,
        `${name}-${set.metadata.name}-${first + index}`,
      ),
      reason: 'spec.volumeClaimTemplates[]',
      required: true,
    }));
  });
}
