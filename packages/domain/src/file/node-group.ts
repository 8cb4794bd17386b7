import { sha256 } from '../shared/sha256.js';
import { utf8 } from '../shared/utf8.js';
import type { FileNode } from './file-node-id.js';

const PATTERN = /^twinsite-node-(.+)-[0-9a-f]{8}$/;

/**
 * The array's name of the client group that holds one node alone. The addresses are in it, since the nodes of two clusters
 * may have one name, and a node that has got another address is another client.
 */
export function nodeGroupName({ name, addresses }: FileNode): string {
  const digest = sha256(utf8([...addresses].sort().join(',')));
  return `twinsite-node-${name}-${digest.slice(0, 8)}`;
}

/** The node behind such a group; undefined for every other group. */
export const nodeOfGroup = (group: string): string | undefined => PATTERN.exec(group)?.[1];
