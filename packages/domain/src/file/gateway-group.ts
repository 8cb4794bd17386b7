/** The file gateways that share one VIP (XMS: fs-gateway-group). */
export interface GatewayGroup {
  readonly id: string;
  readonly name: string;
  /** IP address clients mount from. */
  readonly vip: string;
  readonly gateways: readonly FileGateway[];
}

export interface FileGateway {
  /** Name of its host. */
  readonly host: string;
  readonly site: string | undefined;
  readonly address: string;
  /** Whether the VIP runs here now, as far as the array tells. */
  readonly holdsVip: boolean;
}
