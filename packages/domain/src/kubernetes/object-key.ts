/** Where a namespaced Kubernetes object stands. */
export interface ObjectKey {
  readonly namespace: string;
  readonly name: string;
}

/** `namespace/name`, as kubectl prints it. */
export const formatKey = ({ namespace, name }: ObjectKey): string => `${namespace}/${name}`;

export const sameKey = (a: ObjectKey, b: ObjectKey): boolean =>
  a.namespace === b.namespace && a.name === b.name;
