/** Everything about the simulated array that no request can change. */
export interface Topology {
  readonly version: string;
  readonly clusterName: string;
  readonly hosts: readonly HostSpec[];
  readonly managers: readonly ManagerSpec[];
  readonly pools: readonly PoolSpec[];
  readonly accessPaths: readonly AccessPathSpec[];
  readonly users: readonly UserSpec[];
}

/** `a` and `b` are the two data sites; the arbiter holds a vote and no data. */
export type Site = 'a' | 'b' | 'arbiter';

export interface HostSpec {
  readonly name: string;
  readonly site: Site;
  /** XMS words: storage_server, storage_client, storage_witness. */
  readonly type: string;
  /** XMS words, e.g. block_storage_gateway, monitor, admin. */
  readonly roles: readonly string[];
  readonly adminIp: string;
  readonly rack?: string;
  readonly gateway?: GatewaySpec;
}

/** A host that exports volumes. One target per gateway host: its IQN is the same for every access path. */
export interface GatewaySpec {
  readonly iqn: string;
  readonly ip: string;
  readonly port: number;
}

/** One address the API answers on. Several share one state. */
export interface ManagerSpec {
  readonly name: string;
  readonly site: Site;
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
}

export interface PoolSpec {
  readonly name: string;
  readonly primarySite: 'a' | 'b';
  readonly totalBytes: number;
  readonly replicasPerSite: number;
  /** False: all replicas at the primary site. */
  readonly stretched: boolean;
}

/** An access path that exists before the first request. */
export interface AccessPathSpec {
  readonly name: string;
  /** Kubernetes, iSCSI, FC or Local. */
  readonly type: string;
  /** Host names. */
  readonly gateways: readonly string[];
  /** Default: the IQN of its first gateway. A path with VIPs needs one of its own. */
  readonly iqn?: string;
  /** With it the path is used through VIPs only. */
  readonly vipGroup?: VipGroupSpec;
}

export interface VipGroupSpec {
  /** Whether a VIP goes back to its default gateway as soon as that can hold it. */
  readonly preempt: boolean;
  readonly vips: readonly VipSpec[];
}

export interface VipSpec {
  readonly ip: string;
  /** Host name of the default holder. */
  readonly gateway: string;
}

export interface UserSpec {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly roles: readonly string[];
}

export function gatewaysOf(topology: Topology): readonly (HostSpec & { readonly gateway: GatewaySpec })[] {
  return topology.hosts.flatMap((host) => (host.gateway ? [{ ...host, gateway: host.gateway }] : []));
}
