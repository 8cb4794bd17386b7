import type { FilePlane } from './file-plane.js';

/**
 * What the simulated storage manager drives: a pool that both sites share and one block gateway per host.
 * Two implementations: in memory (`memory-data-plane.ts`) and the lab's real gateways.
 * Every method is idempotent; a rejected promise means "not known to have happened".
 */
export interface DataPlane {
  /** Its file half; an array without file gateways has none. */
  readonly files?: FilePlane;
  /** Makes the backing of a volume exist with exactly this size. Never changes bytes already written. */
  ensureBacking(volume: BackingVolume, signal: AbortSignal): Promise<void>;
  /**
   * Copies the bytes of volumes as they are at one moment, which is the same for all; no write in flight is in it by half. What
   * exists is left as it is: the bytes of a snapshot never change.
   */
  takeSnapshots(snapshots: readonly BackingSnapshot[], signal: AbortSignal): Promise<void>;
  /** Success when it is already gone. Volumes made from it keep their bytes. */
  removeSnapshot(snapshotId: number, signal: AbortSignal): Promise<void>;
  /** Destroys the backing; success when it is already gone. Only called for volumes no gateway exports. */
  removeBacking(volumeId: number, signal: AbortSignal): Promise<void>;
  /**
   * Makes one gateway export exactly `exports`: adds what is missing, removes what is too much, and resolves
   * only when the gateway has read it back. A floating portal that is taken away no longer answers, and every command
   * that came in through it has ended. Rejects with GatewayUnreachable when the gateway does not answer.
   */
  configureGateway(gateway: string, exports: GatewayExports, signal: AbortSignal): Promise<void>;
  /** The initiator sessions the gateway itself counts as logged in. Rejects when it does not answer. */
  sessions(gateway: string, signal: AbortSignal): Promise<readonly GatewaySession[]>;
  /**
   * Closes this initiator's sessions on one gateway and resolves when none of its commands can still execute
   * there. Rejects when the gateway does not answer: silence proves nothing.
   */
  drain(gateway: string, initiator: string, signal: AbortSignal): Promise<void>;
  /** What the monitors that still form a majority say. Rejects when no majority can be reached. */
  health(signal: AbortSignal): Promise<PlaneHealth>;
}

export interface PlaneHealth {
  readonly monitors: readonly {
    readonly name: string;
    readonly inQuorum: boolean;
    readonly leader: boolean;
  }[];
  /** Block and file gateways. `alive`: it renewed its lease with the leading monitor within one lease time. */
  readonly gateways: readonly { readonly name: string; readonly alive: boolean }[];
}

export interface BackingVolume {
  readonly id: number;
  readonly sizeBytes: bigint;
  /** VPD 0x83 identity every gateway must report, lower-case hex without the leading `3`, e.g. `6001405…`. */
  readonly naa: string;
  /** A backing that is new begins with the bytes of this snapshot; what lies behind them is zeros. */
  readonly snapshotId?: number | undefined;
}

export interface BackingSnapshot {
  readonly id: number;
  readonly volumeId: number;
}

export interface GatewayExports {
  readonly targetIqn: string;
  /** `ip:port` the target listens on. */
  readonly portal: string;
  readonly initiators: readonly InitiatorAccess[];
  /** Targets of access paths that are used through VIPs. */
  readonly floating?: readonly FloatingTarget[];
}

/** A target with one IQN on several gateways; each of its portals is served by the one gateway that holds the VIP. */
export interface FloatingTarget {
  readonly targetIqn: string;
  /** `ip:port` of every VIP of the access path. */
  readonly portals: readonly string[];
  /** Those of them that this gateway holds now. */
  readonly held: readonly string[];
  readonly initiators: readonly InitiatorAccess[];
}

export interface InitiatorAccess {
  readonly iqn: string;
  readonly luns: readonly { readonly lun: number; readonly volumeId: number }[];
}

export interface GatewaySession {
  readonly initiator: string;
  readonly loggedIn: boolean;
}

/** The gateway gave no answer within the caller's patience. Nothing is known about its state. */
export class GatewayUnreachable extends Error {
  readonly code = 'GATEWAY_UNREACHABLE';
  readonly gateway: string;

  constructor(gateway: string, reason: string) {
    super(`gateway ${gateway} does not answer: ${reason}`);
    this.gateway = gateway;
  }
}
