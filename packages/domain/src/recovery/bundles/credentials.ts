import type { ClusterObject } from '../objects/cluster-object.js';
import { groupOf } from '../objects/object-kind.js';
import { isMembers, membersOf, textOf, type Members } from '../objects/members.js';

/** Where a value stands: members from the object down, indices of lists as numbers. */
export type Way = readonly (string | number)[];

const CREDENTIAL = /pass|secret|token|credential|private|(api|access)[_-]?key|key$/i;
/** Which Secret, not what is in it. */
const NAME_OF_SECRET = /secret[_-]?(name|namespace|ref)$/i;
/** A URL with a password in it, a private key in PEM. */
const CREDENTIAL_VALUE = /:\/\/[^/\s:@]*:[^/\s@]+@|-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

export const isCredential = (name: string, value?: unknown): boolean =>
  (CREDENTIAL.test(name) && !NAME_OF_SECRET.test(name)) ||
  (typeof value === 'string' && CREDENTIAL_VALUE.test(value));

/** Values that nobody may read who may read the rest. An annotation of kubectl repeats the object, so it goes with them. */
export function credentialWays(object: ClusterObject): readonly Way[] {
  if (object.kind === 'Secret' && object.apiVersion === 'v1') return waysOfSecret(object);
  const ways = [...waysOfKind(object), ...waysInside(object, [])];
  const repeats = ways.length > 0 && object.metadata.annotations?.[APPLIED] !== undefined;
  return repeats ? [...ways, ['metadata', 'annotations', APPLIED]] : ways;
}

/** Annotations too: controllers keep tokens in them (openshift.io/token-secret.value). */
function waysOfSecret({ metadata, ...members }: ClusterObject): readonly Way[] {
  const names = ['data', 'stringData'].filter((name) => members[name] !== undefined);
  const annotations: Way = ['metadata', 'annotations'];
  return [...names.map((name) => [name]), ...(metadata.annotations === undefined ? [] : [annotations])];
}

function waysOfKind(object: ClusterObject): readonly Way[] {
  const group = groupOf(object.apiVersion);
  switch (group === '' ? object.kind : `${object.kind}.${group}`) {
    case 'ConfigMap':
      return [...named(object, ['data']), ...named(object, ['binaryData'])];
    case 'StorageClass.storage.k8s.io':
    case 'VolumeAttributesClass.storage.k8s.io':
    case 'VolumeSnapshotClass.snapshot.storage.k8s.io':
      return named(object, ['parameters']);
    default:
      return [];
  }
}

function named(object: Members, way: readonly string[], from: Way = []): readonly Way[] {
  const members = way.reduce<Members>(membersOf, object);
  return Object.entries(members)
    .filter(([name, value]) => isCredential(name, value))
    .map(([name]) => [...from, ...way, name]);
}

/** Wherever the kind keeps them: attributes of a volume, and environment variables with a value in clear. */
function waysInside(value: unknown, way: Way): readonly Way[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => waysInside(item, [...way, index]));
  if (!isMembers(value)) return [];
  const variables = Array.isArray(value['env']) ? value['env'] : [];
  const here = variables.flatMap((variable: unknown, index): readonly Way[] =>
    isMembers(variable) && isCredentialVariable(variable) ? [[...way, 'env', index, 'value']] : [],
  );
  const attributes = named(value, ['volumeAttributes'], way);
  const inside = Object.entries(value).flatMap(([name, inner]) => waysInside(inner, [...way, name]));
  return [...here, ...attributes, ...inside];
}

const isCredentialVariable = (variable: Members): boolean => {
  const value = textOf(variable, 'value');
  return value !== undefined && isCredential(textOf(variable, 'name') ?? '', value);
};
