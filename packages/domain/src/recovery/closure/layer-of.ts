import type { ClusterObject } from '../objects/cluster-object.js';
import { groupOf } from '../objects/object-kind.js';
import type { Layer } from '../set/layer.js';
import { isWorkload } from '../transplant/stand-still.js';

const LAYER_OF: Readonly<Record<string, Layer>> = {
  Namespace: 'namespace',
  'CustomResourceDefinition.apiextensions.k8s.io': 'definition',
  'StorageClass.storage.k8s.io': 'class',
  'VolumeAttributesClass.storage.k8s.io': 'class',
  'VolumeSnapshotClass.snapshot.storage.k8s.io': 'class',
  'PriorityClass.scheduling.k8s.io': 'class',
  'AccessPath.sds.xsky.com': 'access-path',
  PersistentVolume: 'volume',
  'VolumeSnapshotContent.snapshot.storage.k8s.io': 'volume',
  PersistentVolumeClaim: 'claim',
  'VolumeSnapshot.snapshot.storage.k8s.io': 'claim',
  Service: 'network',
  'Ingress.networking.k8s.io': 'network',
  'NetworkPolicy.networking.k8s.io': 'network',
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io': 'webhook',
  'MutatingWebhookConfiguration.admissionregistration.k8s.io': 'webhook',
};
/** Groups of Kubernetes itself; what is of another one is a custom resource, whose operator may make pods of it. */
const BUILT_IN = /^$|(^|\.)k8s\.io$|^(apps|batch|autoscaling|policy|extensions)$/;

export function layerOf(object: Pick<ClusterObject, 'apiVersion' | 'kind'>): Layer {
  const group = groupOf(object.apiVersion);
  const known = LAYER_OF[group === '' ? object.kind : `${object.kind}.${group}`];
  if (known !== undefined) return known;
  return isWorkload(object) || !BUILT_IN.test(group) ? 'workload' : 'config';
}
