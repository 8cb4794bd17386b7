/** The storage network as an initiator sees it: what a simulated host talks to. Offsets and lengths are bytes. */
export interface Fabric {
  /** While nothing answers the promise stays open until `signal` fires. Rejects with an error that has a `code`. */
  login(request: FabricLogin, signal: AbortSignal): Promise<FabricSession>;
}

export interface FabricLogin {
  /** Host name of the initiator; the fabric knows at which site it stands. */
  readonly host: string;
  readonly initiator: string;
  readonly targetIqn: string;
  /** `address:port` */
  readonly portal: string;
}

export interface FabricSession {
  /** LUN numbers mapped for this initiator now. */
  reportLuns(signal: AbortSignal): Promise<readonly number[]>;
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
  /** NOP-Out: resolves when the gateway answers, never while the link is cut. */
  ping(signal: AbortSignal): Promise<void>;
  close(): void;
}

export interface FabricInquiry {
  readonly naa: string;
  readonly sizeBytes: bigint;
}

export type FabricFaultCode =
  | 'unreachable'
  | 'refused'
  | 'not-authorised'
  | 'no-target'
  | 'no-lun'
  | 'closed'
  | 'io-error';

const CODES: readonly FabricFaultCode[] = [
  'unreachable',
  'refused',
  'not-authorised',
  'no-target',
  'no-lun',
  'closed',
  'io-error',
];

export class FabricFault extends Error {
  readonly code: FabricFaultCode;

  constructor(code: FabricFaultCode, message: string) {
    super(message);
    this.name = 'FabricFault';
    this.code = code;
  }
}

/** By its code, not its class: another package's fabric has a class of its own. */
export function faultCode(error: unknown): FabricFaultCode | undefined {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return CODES.find((known) => known === code);
}
