import type { HostSpec, PoolSpec } from '../topology/topology.js';

/** Times are milliseconds since 1970, sizes bytes. Status words are the simulator's own; replies translate them. */
export interface Kept {
  readonly id: number;
  readonly createdAt: number;
  updatedAt: number;
}

export interface Named extends Kept {
  name: string;
  description: string;
  status: string;
}

export interface Volume extends Named {
  readonly volumeName: string;
  readonly sn: string;
  readonly poolId: number;
  readonly format: number;
  readonly crcCheck: boolean;
  size: number;
  performancePriority: number;
  qosEnabled: boolean;
  qos: Readonly<Record<string, unknown>>;
  actionStatus: string;
  recycled: boolean;
  originalName: string;
  /** The snapshot it was made from. */
  readonly snapshotId: number | undefined;
  /** True when it shares no data with a snapshot. */
  flattened: boolean;
}

export interface Snapshot extends Named {
  readonly snapName: string;
  readonly volumeId: number;
  readonly size: number;
  /** Of the group snapshot that it is a part of. */
  readonly groupSnapshotId?: number;
}

export interface AccessPath extends Named {
  readonly type: string;
  readonly iqn: string;
  chap: boolean;
  tname: string;
  tsecret: string;
}

export interface Target extends Kept {
  readonly accessPathId: number;
  readonly hostId: number;
  status: string;
}

export interface ClientGroup extends Named {
  readonly type: string;
  readonly chap: boolean;
  readonly iname: string;
  readonly isecret: string;
}

export interface Client extends Kept {
  readonly clientGroupId: number;
  readonly code: string;
}

export interface MappingGroup extends Kept {
  readonly accessPathId: number;
  readonly clientGroupId: number;
  status: string;
}

/** `removing` rows are no longer exported but not yet fenced. */
export interface Lun extends Kept {
  readonly lunId: number;
  readonly mappingGroupId: number;
  readonly volumeId: number;
  state: 'mapped' | 'removing';
}

export interface TrashResource extends Kept {
  readonly resourceId: number;
  status: string;
}

export interface Host extends Kept {
  readonly spec: HostSpec;
}

export interface Pool extends Kept {
  readonly spec: PoolSpec;
  readonly poolName: string;
}

export interface PlacementNode extends Kept {
  readonly name: string;
  readonly type: string;
  readonly parentId: number | undefined;
  readonly witness: boolean;
}

export interface NetworkAddress extends Kept {
  readonly hostId: number;
  readonly ip: string;
  readonly purpose: 'admin' | 'gateway' | 'file-gateway';
}

export interface VipGroup extends Kept {
  readonly name: string;
  readonly network: string;
  readonly accessPathId: number;
  preempt: boolean;
}

export interface Vip extends Kept {
  readonly vipGroupId: number;
  readonly ip: string;
  readonly mask: number;
  readonly port: number;
  /** Undefined only while the row is being made. */
  defaultInstanceId: number | undefined;
  /** The last holder; undefined before the first one. */
  currentInstanceId: number | undefined;
  /** False while the VIP is on its way: no gateway is told to hold it. */
  held: boolean;
}

/** A VIP on one of the gateways that may hold it; the higher priority is preferred. */
export interface VipInstance extends Kept {
  readonly vipId: number;
  readonly networkAddressId: number;
  readonly priority: number;
}

export interface Service extends Kept {
  readonly hostId: number;
  readonly type: 'mon' | 'xms' | 'xdc';
}

export interface FsFolder extends Named {
  readonly poolId: number;
  readonly size: number;
}

export interface FsQuotaTree extends Kept {
  readonly folderId: number;
  readonly name: string;
  size: number;
  softQuotaSize: number;
  status: string;
  actionStatus: string;
}

export interface FsGatewayGroup extends Kept {
  readonly name: string;
  readonly vip: string;
}

export interface FsGateway extends Kept {
  readonly gatewayGroupId: number;
  readonly hostId: number;
  readonly networkAddressId: number;
}

export interface FsClient extends Kept {
  readonly name: string;
  readonly ip: string;
}

export interface FsClientGroup extends Kept {
  readonly name: string;
  clientIds: readonly number[];
}

export interface FsShare extends Kept {
  readonly folderId: number;
  readonly gatewayGroupId: number;
  /** Undefined: the whole folder is shared. */
  readonly quotaTreeId: number | undefined;
  status: string;
  actionStatus: string;
}

export interface FsShareAcl extends Kept {
  readonly shareId: number;
  readonly who: AclSubject;
  permission: 'RO' | 'RW';
  sync: boolean;
  allSquash: boolean;
  rootSquash: boolean;
  /** What the gateways are told; replies may lag behind (`aclRows`). */
  told: 'RO' | 'RW' | 'nothing';
}

export type AclSubject =
  | { readonly type: 'every_client' }
  | { readonly type: 'client_group'; readonly clientGroupId: number }
  | { readonly type: 'client'; readonly clientId: number };
