import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { BlockVolume } from '../volume/volume.js';
import type { AccessPath } from './access-path.js';
import type { InitiatorIqn } from './initiator-iqn.js';
import type { NodeIdentity } from './node-id.js';

/** Who may reach which volume, as one array keeps it (client groups, mapping groups, LUNs). */
export interface LunAccess {
  /** The name an initiator is registered under; undefined when the array has never heard of it. */
  ownerOf(iqn: InitiatorIqn, signal: CancelSignal): Promise<Result<string | undefined, Problem>>;
  /** Every client that has the volume mapped. Safe to repeat. */
  holders(volume: BlockVolume, signal: CancelSignal): Promise<Result<readonly Holder[], Problem>>;
  /**
   * Maps the volume for the node and waits until the array has settled it; answers the LUN read back. Registers the
   * initiator when needed. Never replaces a list: two controllers may grant at once. Repeating changes nothing.
   */
  grant(request: GrantRequest, signal: CancelSignal): Promise<Result<MadeGrant, Problem>>;
  /** The LUN of an existing mapping, without changing anything; undefined when it is not mapped. */
  granted(request: GrantRequest, signal: CancelSignal): Promise<Result<Grant | undefined, Problem>>;
  /** Takes the mapping away and waits until the array has settled the removal. Success when already gone. */
  revoke(volume: BlockVolume, node: NodeIdentity, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** What the array says of this node's sessions on the access path, gateway by gateway. */
  sessions(request: GrantRequest, signal: CancelSignal): Promise<Result<readonly GatewayWord[], Problem>>;
}

/** A client that a volume is mapped to. */
export interface Holder {
  /** Name the client group carries; our own groups carry the node name. */
  readonly client: string;
  readonly iqns: readonly string[];
  /** The node id (NodeGetInfo) it was registered with; undefined for a client that is no node of this driver. */
  readonly nodeId: string | undefined;
}

export interface GrantRequest {
  readonly volume: BlockVolume;
  readonly node: NodeIdentity;
  readonly accessPath: AccessPath;
}

export interface Grant {
  readonly lun: number;
  /** How many volumes the node has mapped through the access path, this one included. */
  readonly volumesOfNode: number;
}

export interface MadeGrant extends Grant {
  /** Whether this very call made the mapping; of one that was there already somebody may have told the node. */
  readonly isNew: boolean;
}

/** One gateway's evidence. `unknown`: the array does not say. */
export interface GatewayWord {
  readonly gateway: string;
  readonly session: 'none' | 'logged-in' | 'unknown';
  /** Whether the gateway takes orders now. A gateway that does not answer proves nothing by itself. */
  readonly answers: boolean;
  /** The array says the gateway's host has left the cluster. */
  readonly hostGone: boolean;
}
