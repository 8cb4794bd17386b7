import type { ClusterObject } from '../objects/cluster-object.js';
import { groupOf } from '../objects/object-kind.js';
import { isMembers, listOf, membersOf, textOf, type Members } from '../objects/members.js';

/** Where a value stands: members from the object down, indices of lists as numbers. */
export type Way = readonly (string | number)[];

const CREDENTIAL =
  /pass(word|wd|phrase)?|secret|token|credential|private|(api|access)[_-]?key|(^|[._-])key$/i;
/** Which Secret, not what is in it. */
const NAME_OF_SECRET = /secret[_-]?(name|namespace|ref)$/i;

export const isCredential = (name: string): boolean => CREDENTIAL.test(name) && !NAME_OF_SECRET.test(name);

/** Values that nobody may read who may read the rest. An annotation of kubectl repeats the object, so it goes with them. */
export function credentialWays(object: ClusterObject): readonly Way[] {
  const ways = [...waysOfKind(object), ...waysOfEnv(object, [])];
  const note = 'kubectl.kubernetes.io/last-applied-configuration';
  const repeats = ways.length > 0 && object.metadata.annotations?.[note] !== undefined;
  return repeats ? [...ways, ['metadata', 'annotations', note]] : ways;
}

function waysOfKind(object: ClusterObject): readonly Way[] {
  const group = groupOf(object.apiVersion);
  switch (group === '' ? object.kind : `${object.kind}.${group}`) {
    case 'Secret':
      return ['data', 'stringData'].filter((name) => object[name] !== undefined).map((name) => [name]);
    case 'ConfigMap':
      return named(object, ['data']);
    case 'PersistentVolume':
      return named(object, ['spec', 'csi', 'volumeAttributes']);
    case 'StorageClass.storage.k8s.io':
    case 'VolumeAttributesClass.storage.k8s.io':
    case 'VolumeSnapshotClass.snapshot.storage.k8s.io':
      return named(object, ['parameters']);
    default:
      return [];
  }
}

function named(object: ClusterObject, way: readonly string[]): readonly Way[] {
  const members = way.reduce<Members>(membersOf, object);
  return Object.keys(members)
    .filter(isCredential)
    .map((name) => [...way, name]);
}

/** Environment variables with a value in clear, wherever the kind keeps its pod template. */
function waysOfEnv(value: unknown, way: Way): readonly Way[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => waysOfEnv(item, [...way, index]));
  if (!isMembers(value)) return [];
  const here = listOf(value, 'env').flatMap((variable, index): readonly Way[] =>
    isCredential(textOf(variable, 'name') ?? '') && textOf(variable, 'value') !== undefined
      ? [[...way, 'env', index, 'value']]
      : [],
  );
  return [...here, ...Object.entries(value).flatMap(([name, inner]) => waysOfEnv(inner, [...way, name]))];
}
