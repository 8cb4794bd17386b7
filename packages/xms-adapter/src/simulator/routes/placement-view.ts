import type { PlacementNode } from '../state/records.js';
import type { Site } from '../topology/topology.js';
import type { World } from '../world.js';
import { compact, times } from './render.js';

export function renderPlacementNode(world: World, node: PlacementNode): Record<string, unknown> {
  const parent = node.parentId === undefined ? undefined : world.state.placementNodes.get(node.parentId);
  return compact({
    ...times(node),
    id: node.id,
    name: node.name,
    type: node.type,
    properties: { is_witness: node.witness },
    parent: parent && { id: parent.id, name: parent.name, type: parent.type },
  });
}

export function renderPlacementTree(world: World, node: PlacementNode): Record<string, unknown> {
  const children = world.state.placementNodes.where((other) => other.parentId === node.id);
  return {
    ...renderPlacementNode(world, node),
    available_osd_num: 0,
    children: children.map((child) => renderPlacementTree(world, child)),
  };
}

/** The placement node that stands for a site; every topology has all three. */
export function nodeOfSite(world: World, site: Site): PlacementNode {
  const name = site === 'arbiter' ? 'arbiter' : `site-${site}`;
  const node = world.state.placementNodes.find((row) => row.name === name && row.type === 'datacenter');
  if (!node) throw new Error(`no placement node for site ${site}`);
  return node;
}
