/** What a gateway really has, read from configfs and device-mapper, or what it should have. */
export interface GatewayState {
  /** dm device name to its table, lines joined by `;`. */
  readonly devices: ReadonlyMap<string, string>;
  /** Backstore name to the serial it reports; only enabled backstores on the right device. */
  readonly backstores: ReadonlyMap<string, string>;
  readonly targets: ReadonlyMap<string, TargetState>;
  /** The VIPs it answers for, beside its own address. */
  readonly addresses: ReadonlySet<string>;
}

export interface TargetState {
  readonly enabled: boolean;
  readonly portals: ReadonlySet<string>;
  /** Target-side LUN to backstore name. */
  readonly luns: ReadonlyMap<number, string>;
  /** Initiator to its LUN map: the LUN it sees to the target-side LUN. */
  readonly acls: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

export const EMPTY_TARGET: TargetState = {
  enabled: false,
  portals: new Set(),
  luns: new Map(),
  acls: new Map(),
};
