import type { Storage } from './network/storage.js';

/** Every time and size of the lab in one place. Times are milliseconds. */
export interface LabProfile {
  readonly storage: Storage;
  /** A vote of one monitor for a leader holds this long without renewal. */
  readonly voteLeaseMs: number;
  /** How often monitors ask for votes; a third of the lease survives two lost rounds. */
  readonly voteEveryMs: number;
  /**
   * A gateway that the leading monitor has not renewed for this long switches itself off. It must stay below the
   * shortest time in which a node gives a path up: 3.0 s with noop 1/1 and replacement_timeout 2.
   */
  readonly gatewayLeaseMs: number;
  /**
   * The same for a file gateway. Two never serve at once whatever it is: it only says how soon one that is cut off makes
   * room.
   */
  readonly fileGatewayLeaseMs: number;
  /** How long a new NFS server lets old clients claim their locks first. Linux refuses less than 10 s. */
  readonly nfsGraceMs: number;
  readonly poolBytes: bigint;
  /** The disk of the file system below the file gateways; sparse on this machine. */
  readonly backingBytes: number;
  readonly gatewayMemory: string;
  readonly backingMemory: string;
  readonly nodeMemory: string;
  /** A disk of its own for each node (ubda there), which outlives its reboots; sparse on this machine. */
  readonly nodeDiskBytes?: number;
  /** A file that a node's disk is a copy of, when it is there. */
  readonly nodeDiskTemplate?: string;
}

export const STANDARD_PROFILE: LabProfile = {
  storage: 'block',
  voteLeaseMs: 800,
  voteEveryMs: 150,
  gatewayLeaseMs: 2_500,
  fileGatewayLeaseMs: 1_800,
  nfsGraceMs: 10_000,
  poolBytes: 16n * 1024n ** 3n,
  backingBytes: 8 * 1024 ** 3,
  gatewayMemory: '128M',
  backingMemory: '256M',
  nodeMemory: '384M',
};
