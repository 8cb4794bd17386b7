/** A kind of object, as the paths of the API server name it. */
export interface Resource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Where one object stands; `namespace` only of a namespaced resource. */
export interface ObjectPlace {
  readonly namespace?: string | undefined;
  readonly name: string;
}

export const apiVersionOf = ({ group, version }: Resource): string =>
  group === '' ? version : `${group}/${version}`;

/** Path of the collection: of one namespace, or of all when none is given. */
export function collectionPath(resource: Resource, namespace: string | undefined): string {
  const root = resource.group === '' ? `/api/${resource.version}` : `/apis/${apiVersionOf(resource)}`;
  const within = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${root}${within}/${resource.plural}`;
}

export function objectPath(
  resource: Resource,
  { namespace, name }: ObjectPlace,
  subresource?: string,
): string {
  const below = subresource === undefined ? '' : `/${subresource}`;
  return `${collectionPath(resource, namespace)}/${encodeURIComponent(name)}${below}`;
}

/** `configmaps default/one`, `persistentvolumes one`. */
export function describePlace(resource: Resource, { namespace, name }: ObjectPlace): string {
  return `${resource.plural} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
