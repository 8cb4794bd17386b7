/**
 * The file half of what the simulated storage manager drives: folders with quota trees, and file gateways that export them
 * behind one VIP. In memory and in the lab. Every method is idempotent; a rejected promise means "not known to have happened".
 * File gateways are called by the names of their hosts, and `DataPlane.health` tells of them too: one that is silent counts
 * as out by that word alone. The VIP moves by itself.
 */
export interface FilePlane {
  ensureFolder(folder: BackingFolder, signal: AbortSignal): Promise<void>;
  /** Makes the directory exist with exactly this enforced size. Never changes data in it. */
  ensureTree(tree: BackingTree, signal: AbortSignal): Promise<void>;
  /** Destroys the directory with its data; success when it is already gone. Only for trees nobody exports by themselves. */
  removeTree(tree: { readonly folder: string; readonly id: number }, signal: AbortSignal): Promise<void>;
  /**
   * Makes one gateway export exactly this and resolves when it has read it back and every request that a client sent with
   * rights it no longer has has ended. Rejects with GatewayUnreachable when the gateway does not answer.
   */
  configure(gateway: string, exports: readonly FileExport[], signal: AbortSignal): Promise<void>;
  /** What the gateway itself knows of connected clients and of its VIPs. Rejects when it does not answer. */
  view(gateway: string, signal: AbortSignal): Promise<FileGatewayView>;
  /** Bytes in use, by tree id. */
  usage(folder: string, signal: AbortSignal): Promise<ReadonlyMap<number, bigint>>;
}

export interface BackingFolder {
  readonly name: string;
  readonly sizeBytes: bigint;
}

export interface BackingTree {
  readonly folder: string;
  readonly id: number;
  readonly name: string;
  readonly sizeBytes: bigint;
}

export interface FileExport {
  /** `/sdsfs/<folder>` or `/sdsfs/<folder>/<tree>`; the same on every gateway of the group. */
  readonly path: string;
  /** The same on every gateway, so that file handles outlive a move of the VIP. */
  readonly fsid: number;
  readonly clients: readonly ExportClient[];
}

export interface ExportClient {
  /** An address, a subnet, or `*`. */
  readonly match: string;
  readonly readOnly: boolean;
  readonly rootSquash: boolean;
}

export interface FileGatewayView {
  readonly connections: readonly { readonly clientIp: string }[];
  /** VIPs that run on it now. */
  readonly vips: readonly string[];
}
