/**
 * The initiator's side of the in-memory data plane: what a simulated host sees of the gateways. Same shape as
 * `Fabric` in linux-host/testing (neither package may import the other; the demo joins them).
 */
export interface Fabric {
  /**
   * Opens a session from a host through a portal (`ip:port`). Rejects with FabricFault: `unreachable` (no answer
   * while the link is cut: rejects only when `signal` fires), `refused` (nothing listens), `not-authorised`
   * (no ACL for the initiator), `no-target`.
   */
  login(request: FabricLogin, signal: AbortSignal): Promise<FabricSession>;
}

export interface FabricLogin {
  /** Host name of the initiator; the topology knows at which site it stands. */
  readonly host: string;
  readonly initiator: string;
  readonly targetIqn: string;
  readonly portal: string;
}

export interface FabricSession {
  /** LUN numbers mapped for this initiator now. */
  reportLuns(signal: AbortSignal): Promise<readonly number[]>;
  /** Identity of a LUN; rejects with FabricFault `no-lun` when it is not mapped. */
  inquiry(lun: number, signal: AbortSignal): Promise<FabricInquiry>;
  read(
    lun: number,
    range: { readonly offset: number; readonly length: number },
    signal: AbortSignal,
  ): Promise<Uint8Array>;
  write(
    lun: number,
    data: { readonly offset: number; readonly bytes: Uint8Array },
    signal: AbortSignal,
  ): Promise<void>;
  /** NOP-Out: resolves when the gateway answers, never while the link is cut; rejects `closed` on a reset session. */
  ping(signal: AbortSignal): Promise<void>;
  close(): void;
}

export interface FabricInquiry {
  readonly naa: string;
  readonly sizeBytes: bigint;
}

/** Offsets and lengths above are bytes, multiples of 512. After a gateway rebooted every call rejects `closed`. */
export type FabricFaultCode =
  | 'unreachable'
  | 'refused'
  | 'not-authorised'
  | 'no-target'
  | 'no-lun'
  | 'closed'
  | 'io-error';

export class FabricFault extends Error {
  readonly code: FabricFaultCode;
  constructor(code: FabricFaultCode, message: string) {
    super(message);
    this.name = 'FabricFault';
    this.code = code;
  }
}
