import type { VolumeGroup, VolumeGroupSnapshot } from './group-records.js';
import type * as records from './records.js';
import { Table } from './table.js';

/** What the managers share. */
export class ArrayState {
  readonly volumes = new Table<records.Volume>();
  readonly snapshots = new Table<records.Snapshot>();
  readonly volumeGroups = new Table<VolumeGroup>();
  readonly groupSnapshots = new Table<VolumeGroupSnapshot>();
  readonly accessPaths = new Table<records.AccessPath>();
  readonly targets = new Table<records.Target>();
  readonly clientGroups = new Table<records.ClientGroup>();
  readonly clients = new Table<records.Client>();
  readonly mappingGroups = new Table<records.MappingGroup>();
  readonly luns = new Table<records.Lun>();
  readonly trashResources = new Table<records.TrashResource>();
  readonly hosts = new Table<records.Host>();
  readonly pools = new Table<records.Pool>();
  readonly placementNodes = new Table<records.PlacementNode>();
  readonly networkAddresses = new Table<records.NetworkAddress>();
  readonly vipGroups = new Table<records.VipGroup>();
  readonly vips = new Table<records.Vip>();
  readonly vipInstances = new Table<records.VipInstance>();
  readonly fsFolders = new Table<records.FsFolder>();
  readonly fsQuotaTrees = new Table<records.FsQuotaTree>();
  readonly fsGatewayGroups = new Table<records.FsGatewayGroup>();
  readonly fsGateways = new Table<records.FsGateway>();
  readonly fsClients = new Table<records.FsClient>();
  readonly fsClientGroups = new Table<records.FsClientGroup>();
  readonly fsShares = new Table<records.FsShare>();
  readonly fsShareAcls = new Table<records.FsShareAcl>();
  readonly services = new Table<records.Service>();
}
