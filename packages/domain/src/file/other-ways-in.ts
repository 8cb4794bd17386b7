import { isWithin } from '../access-path/ip-address.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import type { FileArray } from './file-array.js';
import type { FileNode } from './file-node-id.js';
import { nodeOfGroup } from './node-group.js';
import type { AclSubject, ShareAcl } from './nfs-share.js';
import type { TreeShares } from './tree-shares.js';

/**
 * In words, another ACL that lets the node in beside that of a node's own group: while it stands, taking that one away is no
 * fence. A single client is counted whatever its address, since the array names clients and not addresses there.
 */
export async function otherWayIn(
  { files }: FileArray,
  { own, folder }: TreeShares,
  node: FileNode,
  signal: CancelSignal,
): Promise<Result<string | undefined, Problem>> {
  const places = [
    ...own.map(({ acls }) => ({ acls, share: "the volume's share" })),
    ...folder.map(({ acls }) => ({ acls, share: "the folder's share" })),
  ];
  for (const { acls, share } of places) {
    for (const { who } of acls) {
      const admits = await admitsNode(files, who, node, signal);
      if (!admits.ok) return admits;
      if (admits.value) return ok(`${inWords(who)} on ${share}`);
    }
  }
  return ok(undefined);
}

async function admitsNode(
  { clients }: FileArray['files'],
  who: AclSubject,
  { addresses }: FileNode,
  signal: CancelSignal,
): Promise<Result<boolean, Problem>> {
  if (who.kind !== 'group') return ok(true);
  if (nodeOfGroup(who.name) !== undefined) return ok(false);
  const group = await clients.group(who.name, signal);
  if (!group.ok) return group;
  const ranges = group.value?.clients.map(({ ip }) => ip) ?? [];
  return ok(addresses.some((address) => ranges.some((range) => isWithin(address, range))));
}

export function inWords(who: AclSubject): string {
  if (who.kind === 'everyone') return 'the ACL of every client';
  return who.kind === 'group' ? `client group ${who.name}` : `client ${who.name}`;
}

/** The node by name where the ACL is of one, for messages. */
export const holderOf = ({ who }: ShareAcl): string =>
  (who.kind === 'group' ? nodeOfGroup(who.name) : undefined) ?? inWords(who);
