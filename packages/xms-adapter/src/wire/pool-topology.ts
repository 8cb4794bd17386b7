import type { Reader } from './reader.js';

/** `PoolPlacementNode`: a place in the tree of sites and hosts, and how many replicas the pool keeps there. */
export interface WirePlace {
  /** Of the placement node; undefined when the reply leaves it out. */
  readonly id: number | undefined;
  readonly name: string;
  readonly replicas: number;
  readonly children: readonly WirePlace[];
}

export function decodePlace(from: Reader): WirePlace {
  const node = from.optionalObject('placement_node');
  return {
    id: node?.optionalInteger('id'),
    name: node?.optionalText('name') ?? '',
    replicas: from.optionalInteger('replicate_num') ?? 0,
    children: from.optionalList('children', decodePlace) ?? [],
  };
}

/** `PlacementNodeTopology`: the names of a place and of everything below it, hosts at the end. */
export function decodeNamesBelow(from: Reader): readonly string[] {
  const below = from.optionalList('children', decodeNamesBelow) ?? [];
  return [from.optionalText('name') ?? '', ...below.flat()];
}
