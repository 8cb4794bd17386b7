import type { ClusterObject } from '../objects/cluster-object.js';
import { ORIGINAL_RECLAIM_POLICY } from './dr-names.js';
import { annotated, annotationOf, withoutAnnotations } from './clean-metadata.js';
import { textOf } from '../objects/members.js';

const DEFAULT_CLASS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

/** Never the default class of another cluster, and what it makes there outlives its claim. */
export function cleanStorageClass(storageClass: ClusterObject): ClusterObject {
  const policy =
    annotationOf(storageClass, ORIGINAL_RECLAIM_POLICY) ?? textOf(storageClass, 'reclaimPolicy') ?? 'Delete';
  return annotated(withoutAnnotations({ ...storageClass, reclaimPolicy: 'Retain' }, DEFAULT_CLASS), {
    [ORIGINAL_RECLAIM_POLICY]: policy,
  });
}
