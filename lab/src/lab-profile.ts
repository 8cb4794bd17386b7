/** Every time and size of the lab in one place. Times are milliseconds. */
export interface LabProfile {
  /** A vote of one monitor for a leader holds this long without renewal. */
  readonly voteLeaseMs: number;
  /** How often monitors ask for votes; a third of the lease survives two lost rounds. */
  readonly voteEveryMs: number;
  /**
   * A gateway that the leading monitor has not renewed for this long switches itself off. It must stay below the
   * shortest time in which a node gives a path up: 3.0 s with noop 1/1 and replacement_timeout 2.
   */
  readonly gatewayLeaseMs: number;
  readonly poolBytes: bigint;
  readonly gatewayMemory: string;
  readonly nodeMemory: string;
  /** A disk of its own for each node (ubda there), which outlives its reboots; sparse on this machine. */
  readonly nodeDiskBytes?: number;
  /** A file that a node's disk is a copy of, when it is there. */
  readonly nodeDiskTemplate?: string;
}

export const STANDARD_PROFILE: LabProfile = {
  voteLeaseMs: 800,
  voteEveryMs: 150,
  gatewayLeaseMs: 2_500,
  poolBytes: 16n * 1024n ** 3n,
  gatewayMemory: '128M',
  nodeMemory: '384M',
};
