import type { ClusterObject } from '../objects/cluster-object.js';
import { isMembers, type Members } from '../objects/members.js';
import { groupOf } from '../objects/object-kind.js';

/** How a custom resource is told to stand still. */
export interface SuspendRule {
  readonly group: string;
  readonly kind: string;
  /** Members from the object down, with dots: `spec.instances`. */
  readonly path: string;
  /** The value with which it starts no pods. */
  readonly standby: unknown;
}

export const suspendRuleFor = (
  { apiVersion, kind }: Pick<ClusterObject, 'apiVersion' | 'kind'>,
  rules: readonly SuspendRule[],
): SuspendRule | undefined => rules.find((rule) => rule.group === groupOf(apiVersion) && rule.kind === kind);

/** The object with the rule's value where the rule says. */
export function suspendedBy(object: ClusterObject, { path, standby }: SuspendRule): ClusterObject {
  const { apiVersion, kind, metadata } = object;
  return { ...withAt(object, path.split('.'), standby), apiVersion, kind, metadata };
}

function withAt(object: Members, [name, ...rest]: readonly string[], value: unknown): Members {
  if (name === undefined) return object;
  const inner = object[name];
  return {
    ...object,
    [name]: rest.length === 0 ? value : withAt(isMembers(inner) ? inner : {}, rest, value),
  };
}
