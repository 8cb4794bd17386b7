import type { GatewayWord } from '../attachment/lun-access.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { ClientGroup } from './client-group.js';
import type { FileNode } from './file-node-id.js';
import type { GatewayGroup } from './gateway-group.js';

/** Who is registered as an NFS client, and what the array sees of them. */
export interface FileClients {
  /** Exact name; undefined only when the array answered. */
  group(name: string, signal: CancelSignal): Promise<Result<ClientGroup | undefined, Problem>>;
  /**
   * Makes a client for each address of the node and a group of exactly these, named by `nodeGroupName`. A client that has
   * an address already is used as it is. A group of this name with other addresses is `client-group-differs`.
   */
  registerNode(node: FileNode, signal: CancelSignal): Promise<Result<ClientGroup, Problem>>;
  /** What each gateway of the group says of NFS connections from the node's addresses. */
  connections(
    request: { readonly node: FileNode; readonly gatewayGroup: GatewayGroup },
    signal: CancelSignal,
  ): Promise<Result<readonly GatewayWord[], Problem>>;
}
