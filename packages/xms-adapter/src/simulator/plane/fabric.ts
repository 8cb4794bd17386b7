import type { Site } from '../topology/topology.js';

/** Where an initiator stands. Without a site it reaches every site that is not cut itself. */
export interface InitiatorNode {
  readonly name: string;
  readonly site?: Site;
}

/** A login, as both ends know it. */
export interface FabricSession {
  readonly id: number;
  readonly gateway: string;
  readonly initiator: string;
  /** `ip:port` it was opened at; its gateway may lose a VIP to another one. */
  readonly portal: string;
  readonly from: InitiatorNode;
}

export interface LoginRequest {
  readonly initiator: string;
  readonly targetIqn: string;
  /** `ip:port`. */
  readonly portal: string;
  readonly from: InitiatorNode;
}

export interface LunIdentity {
  /** VPD 0x83 identity without the leading 3. */
  readonly naa: string;
  /** VPD 0x80 unit serial number. */
  readonly serial: string;
  readonly sizeBytes: bigint;
}

/**
 * The initiator's side of the data network. What travels over a cut link never completes: only the caller's
 * signal ends it, with the signal's reason. Everything else ends in a FabricError.
 */
export interface Fabric {
  reachable(from: InitiatorNode, portal: string): boolean;
  login(request: LoginRequest, signal: AbortSignal): Promise<FabricSession>;
  logout(session: FabricSession, signal: AbortSignal): Promise<void>;
  /** LUN numbers in ascending order. */
  reportLuns(session: FabricSession, signal: AbortSignal): Promise<readonly number[]>;
  inquiry(session: FabricSession, lun: number, signal: AbortSignal): Promise<LunIdentity>;
  read(session: FabricSession, range: LunRange, signal: AbortSignal): Promise<Uint8Array>;
  write(session: FabricSession, place: LunPlace, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /** The keep-alive of an iSCSI session. */
  nop(session: FabricSession, signal: AbortSignal): Promise<void>;
}

/** Offset in bytes. */
export interface LunPlace {
  readonly lun: number;
  readonly offset: number;
}

/** Offset and length in bytes. */
export interface LunRange extends LunPlace {
  readonly length: number;
}

/**
 * `no-target`: the portal answers, the IQN is not exported there. `not-authorised`: no access for this
 * initiator. `session-lost`: the gateway has closed or forgotten the session. `no-lun`: not mapped (any more).
 */
export type FabricFault =
  | 'no-portal'
  | 'no-target'
  | 'not-authorised'
  | 'session-lost'
  | 'no-lun'
  | 'out-of-range';

export class FabricError extends Error {
  readonly fault: FabricFault;

  constructor(fault: FabricFault, detail: string) {
    super(`${fault}: ${detail}`);
    this.fault = fault;
  }
}
