import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { FileArray } from './file-array.js';
import type { FileNode } from './file-node-id.js';
import type { Witnesses } from './hear-gateways.js';
import { isOfNode, type PlacedAcl } from './node-acls.js';

/** The gateways that serve these ACLs, and the node as each of them knows it: its addresses may have been others earlier. */
export async function findWitnesses(
  { files, name }: FileArray,
  node: FileNode,
  acls: readonly PlacedAcl[],
  signal: CancelSignal,
): Promise<Result<Witnesses, Problem>> {
  const listed = await files.folders.gatewayGroups(signal);
  if (!listed.ok) return listed;
  const gatewayGroups = listed.value.filter(({ id }) => acls.some(({ share }) => share.gatewayGroup === id));
  const nodes: FileNode[] = acls.some(({ acl }) => isOfNode(acl, node)) ? [node] : [];
  const former = acls.flatMap(({ acl }) =>
    acl.who.kind === 'group' && !isOfNode(acl, node) ? [acl.who.name] : [],
  );
  for (const group of new Set(former)) {
    const known = await files.clients.group(group, signal);
    if (!known.ok) return known;
    const addresses = known.value?.clients.map(({ ip }) => ip) ?? [];
    if (addresses.length === 0) return failed({ kind: 'client-group-missing', group, array: name });
    nodes.push({ name: node.name, addresses });
  }
  return ok({ nodes, gatewayGroups });
}
