import type { FileNode } from './file-node-id.js';
import { nodeGroupName, nodeOfGroup } from './node-group.js';
import type { NfsShare, ShareAcl } from './nfs-share.js';

/** One ACL on a share of the volume. */
export interface PlacedAcl {
  readonly share: NfsShare;
  readonly acl: ShareAcl;
}

export const aclsOn = (shares: readonly NfsShare[]): readonly PlacedAcl[] =>
  shares.flatMap((share) => share.acls.map((acl) => ({ share, acl })));

/** Of the group that holds exactly this node as it is now. */
export const isOfNode = ({ who }: ShareAcl, node: FileNode): boolean =>
  who.kind === 'group' && who.name === nodeGroupName(node);

/** Of the node by name, also with the addresses it had earlier. */
export const isOfNodeNamed = ({ who }: ShareAcl, name: string): boolean =>
  who.kind === 'group' && nodeOfGroup(who.name) === name;
