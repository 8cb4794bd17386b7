import { parseNodeId } from '../attachment/node-id.js';
import { parseFileNodeId } from '../file/file-node-id.js';
import { nodeGroupName } from '../file/node-group.js';
import type { ClusterObject } from '../recovery/objects/cluster-object.js';
import { listOf, membersOf, textOf } from '../recovery/objects/members.js';
import type { ClusterObjects } from '../recovery/ports/cluster-objects.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import type { Spared } from './fence-volume.js';

const BLOCK = 'iscsi.csi.xsky.com';
const FILE = 'com.nfs.csi.xsky';

/** The nodes of a cluster as the array knows them, by its CSINodes: they keep what they have when everybody else loses it. */
export async function sparedNodes(
  target: Pick<ClusterObjects, 'kinds' | 'list'>,
  signal: CancelSignal,
): Promise<Result<Spared, Problem>> {
  const kinds = await target.kinds(signal);
  if (!kinds.ok) return kinds;
  const kind = kinds.value.find(({ group, kind: name }) => group === 'storage.k8s.io' && name === 'CSINode');
  const nodes = kind === undefined ? ok({ items: [] }) : await target.list(kind, {}, signal);
  if (!nodes.ok) return nodes;
  const idsOf = (driver: string): readonly string[] =>
    nodes.value.items.flatMap((node) => nodeIdOf(node, driver) ?? []);
  const iqns = idsOf(BLOCK).flatMap((id) => {
    const node = parseNodeId(id);
    return node.ok ? [node.value.iqn] : [];
  });
  const fileGroups = idsOf(FILE).flatMap((id) => {
    const node = parseFileNodeId(id);
    return node.ok ? [nodeGroupName(node.value)] : [];
  });
  return ok({ iqns: new Set(iqns), fileGroups: new Set(fileGroups) });
}

function nodeIdOf(node: ClusterObject, driver: string): string | undefined {
  const own = listOf(membersOf(node, 'spec'), 'drivers').find(({ name }) => name === driver);
  return own === undefined ? undefined : textOf(own, 'nodeID');
}
