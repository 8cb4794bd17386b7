import type { ClusterObject } from '../objects/cluster-object.js';
import type { ProtectedGroup } from '../set/group.js';
import { isWorkload } from '../transplant/stand-still.js';
import { labelMatcher } from './label-matcher.js';
import { neverCopied } from './never-copied.js';
import { madeByOwners } from './owners.js';

export interface Root {
  readonly object: ClusterObject;
  readonly reason: string;
}

/**
 * What the group's own selection takes of everything in its namespaces: all that no owner makes again, or, with selectors,
 * the workloads that they name, each by its topmost controller.
 */
export function chooseRoots(group: ProtectedGroup, objects: readonly ClusterObject[]): readonly Root[] {
  const { labelSelector, pods } = group;
  if (labelSelector === undefined && pods.length === 0) {
    const made = madeByOwners(objects);
    return objects
      .filter((object) => !made.has(object) && neverCopied(object) === undefined)
      .map((object) => ({ object, reason: `namespace ${object.metadata.namespace ?? ''} of the group` }));
  }
  const matches = labelSelector === undefined ? () => false : labelMatcher(labelSelector);
  return objects
    .filter((object) => isWorkload(object) && neverCopied(object) === undefined)
    .flatMap((object): readonly Root[] => {
      const top = topController(object, objects);
      if (object.kind === 'Pod' && pods.includes(object.metadata.name))
        return [{ object: top, reason: `pod ${object.metadata.name} of the group` }];
      return matches(object.metadata.labels ?? {})
        ? [{ object: top, reason: `label ${labelSelector ?? ''}` }]
        : [];
    });
}

/** Follows controllers as long as they are there, at most as many steps as there are objects. */
export function topController(object: ClusterObject, objects: readonly ClusterObject[]): ClusterObject {
  let top = object;
  for (let step = 0; step < objects.length; step += 1) {
    const owner = (top.metadata.ownerReferences ?? []).find(({ controller }) => controller === true);
    const next = owner && objects.find(({ metadata }) => metadata.uid === owner.uid);
    if (next === undefined) return top;
    top = next;
  }
  return top;
}
