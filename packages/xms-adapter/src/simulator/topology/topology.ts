/** Everything about the simulated array that no request can change. */
export interface Topology {
  readonly version: string;
  readonly clusterName: string;
  /** Tells this array from others (`fs_id` of `GET /cluster/`), by whatever manager it is asked. */
  readonly fsId: string;
  readonly hosts: readonly HostSpec[];
  readonly managers: readonly ManagerSpec[];
  readonly pools: readonly PoolSpec[];
  readonly accessPaths: readonly AccessPathSpec[];
  readonly users: readonly UserSpec[];
  /** An array without it has the file API and nothing to serve files with. */
  readonly files?: FilesSpec;
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
  readonly fileGateway?: FileGatewaySpec;
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

export interface FileGatewaySpec {
  readonly ip: string;
}

/** What an administrator has made for files before the first request. */
export interface FilesSpec {
  readonly folders: readonly FolderSpec[];
  readonly gatewayGroups: readonly FileGatewayGroupSpec[];
  readonly clientGroups: readonly FileClientGroupSpec[];
  readonly shares: readonly ShareSpec[];
}

export interface FolderSpec {
  readonly name: string;
  readonly pool: string;
  readonly sizeBytes: number;
}

export interface FileGatewayGroupSpec {
  readonly name: string;
  readonly vip: string;
  /** Names of hosts with a file gateway; the VIP begins at the first. */
  readonly gateways: readonly string[];
}

export interface FileClientGroupSpec {
  readonly name: string;
  readonly clients: readonly FileClientSpec[];
}

export interface FileClientSpec {
  readonly name: string;
  /** An address or a subnet. */
  readonly ip: string;
}

/** A share of a whole folder with one ACL for everyone, or for each of the groups. */
export interface ShareSpec {
  readonly folder: string;
  readonly gatewayGroup: string;
  readonly clientGroups: 'everyone' | readonly string[];
}

export function fileGatewaysOf(
  topology: Topology,
): readonly (HostSpec & { readonly fileGateway: FileGatewaySpec })[] {
  return topology.hosts.flatMap((host) =>
    host.fileGateway ? [{ ...host, fileGateway: host.fileGateway }] : [],
  );
}

export function gatewaysOf(topology: Topology): readonly (HostSpec & { readonly gateway: GatewaySpec })[] {
  return topology.hosts.flatMap((host) => (host.gateway ? [{ ...host, gateway: host.gateway }] : []));
}
