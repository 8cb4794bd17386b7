import type { ClusterObject, ClusterObjectMeta } from '../objects/cluster-object.js';
import { membersOf, withMember, without } from '../objects/members.js';

/** What belongs to one cluster's copy of an object alone. */
const OF_ONE_CLUSTER = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'selfLink',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'generateName',
  'ownerReferences',
  'finalizers',
];

/** Name, namespace, labels and annotations stay, and whatever nobody here knows. */
export const cleanMetadata = (metadata: ClusterObjectMeta): ClusterObjectMeta => ({
  ...without(metadata, OF_ONE_CLUSTER),
  name: metadata.name,
});

export const annotationOf = ({ metadata }: ClusterObject, name: string): string | undefined =>
  metadata.annotations?.[name];

export function withoutAnnotations(object: ClusterObject, names: readonly string[]): ClusterObject {
  const annotations = without(membersOf(object.metadata, 'annotations'), names);
  return withMeta(object, 'annotations', annotations);
}

/** Undefined takes the annotation away. */
export function annotated(
  object: ClusterObject,
  notes: Readonly<Record<string, string | undefined>>,
): ClusterObject {
  const given = Object.entries(notes).filter(([, value]) => value !== undefined);
  const kept = without(membersOf(object.metadata, 'annotations'), Object.keys(notes));
  return withMeta(object, 'annotations', { ...kept, ...Object.fromEntries(given) });
}

export function withoutLabels(object: ClusterObject, names: readonly string[]): ClusterObject {
  return withMeta(object, 'labels', without(membersOf(object.metadata, 'labels'), names));
}

const withMeta = (object: ClusterObject, member: string, value: unknown): ClusterObject => ({
  ...object,
  metadata: { ...withMember(object.metadata, member, value), name: object.metadata.name },
});
