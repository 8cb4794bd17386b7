import type { ObjectKey } from '@twinsite/domain';

/** The part of an AccessPath's spec that says which array it is on. */
export interface ClusterInfo {
  /** As written, in order. */
  readonly managers: readonly string[];
  readonly secret: ObjectKey;
}

/**
 * Reads no more than that: an AccessPath that is wrong in other places still lists its array, so that no volume on it is
 * called gone. Undefined when it is not there.
 */
export function clusterInfoIn(spec: unknown): ClusterInfo | undefined {
  const info = membersOf(membersOf(spec)['cluster_info']);
  const { xmsServers, secret_name: name, secret_namespace: namespace } = info;
  if (!isText(xmsServers) || !isText(name) || !isText(namespace)) return undefined;
  const managers = xmsServers.split(',').map((entry) => entry.trim());
  return { managers: managers.filter((entry) => entry !== ''), secret: { namespace, name } };
}

/** `spec.name` */
export function arrayNameIn(spec: unknown): string | undefined {
  const { name } = membersOf(spec);
  return isText(name) ? name : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
