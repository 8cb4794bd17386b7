import type { Problem } from '../../shared/problem.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { listOf, membersOf, textOf } from '../objects/members.js';
import { formatRef, refOf } from '../objects/object-ref.js';
import type { WantedObject } from './restore-order.js';
import type { TargetView } from './target-view.js';

/**
 * Claims that a StatefulSet would make for itself, each with a new and empty volume, because the set does not carry them
 * and the cluster does not have them (hazard D1).
 */
export function missingClaims(wanted: readonly WantedObject[], view: TargetView): readonly Problem[] {
  const carried = new Set(
    wanted
      .filter(({ object }) => object.kind === 'PersistentVolumeClaim')
      .map(({ object }) => formatRef(refOf(object))),
  );
  return wanted
    .filter(({ object }) => object.kind === 'StatefulSet')
    .flatMap(({ object }) =>
      claimsOf(object)
        .filter((claim) => !carried.has(formatRef(refOf(claim))) && view.live(claim) === undefined)
        .map(
          (claim): Problem => ({
            kind: 'claim-missing',
            statefulSet: formatRef(refOf(object)),
            claim: formatRef(refOf(claim)),
          }),
        ),
    );
}

/** `<template>-<set>-<ordinal>`, from `spec.ordinals.start` on. */
function claimsOf(set: ClusterObject): readonly ClusterObject[] {
  const spec = membersOf(set, 'spec');
  const replicas = countOf(spec['replicas'], 1);
  const first = countOf(membersOf(spec, 'ordinals')['start'], 0);
  const namespace = set.metadata.namespace ?? '';
  return listOf(spec, 'volumeClaimTemplates').flatMap((template) =>
    Array.from({ length: replicas }, (_, index): ClusterObject => {
      const name = `${textOf(membersOf(template, 'metadata'), 'name') ?? ''}-${set.metadata.name}-${first + index}`;
      return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { namespace, name } };
    }),
  );
}

const countOf = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;
