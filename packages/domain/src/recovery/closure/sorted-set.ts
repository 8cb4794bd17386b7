import type { ClusterObject } from '../objects/cluster-object.js';
import { formatRef, refOf, type ObjectRef } from '../objects/object-ref.js';
import { LAYERS } from '../set/layer.js';
import type { Edge, Gap, RecoverySet } from '../set/recovery-set.js';
import { cleanObject } from '../transplant/clean-object.js';
import { layerOf } from './layer-of.js';

interface Found {
  readonly group: string;
  readonly cluster: string;
  /** As they were read. */
  readonly objects: readonly ClusterObject[];
  readonly edges: readonly Edge[];
  readonly gaps: readonly Gap[];
}

/** The same for the same objects, in whatever order they were found. */
export function sortedSet({ group, cluster, objects, edges, gaps }: Found): RecoverySet {
  const placed = objects.map((object) => ({ layer: layerOf(object), object: cleanObject(object) }));
  return { group, cluster, ...inOrder({ objects: placed, edges, gaps }) };
}

type Parts = Pick<RecoverySet, 'objects' | 'edges' | 'gaps'>;

/** In the order that every set has; each edge once. */
export const inOrder = ({ objects, edges, gaps }: Parts): Parts => ({
  objects: objects.toSorted(
    (one, other) =>
      LAYERS.indexOf(one.layer) - LAYERS.indexOf(other.layer) ||
      byText(keyOf(one.object), keyOf(other.object)),
  ),
  edges: [...new Map(edges.map((edge) => [edgeText(edge), edge])).values()].toSorted((one, other) =>
    byText(edgeText(one), edgeText(other)),
  ),
  gaps: gaps.toSorted((one, other) => byText(edgeText(one), edgeText(other))),
});

const keyOf = (object: ClusterObject): string => formatRef(refOf(object));
const edgeText = ({
  from,
  to,
  reason,
}: {
  from: ObjectRef | undefined;
  to: ObjectRef;
  reason: string;
}): string => [from === undefined ? '' : formatRef(from), formatRef(to), reason].join('\n');
const byText = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
