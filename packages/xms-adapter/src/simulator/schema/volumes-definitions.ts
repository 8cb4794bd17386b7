/** Object shapes; the notation is explained in README.md. */
export const volumesDefinitions = `
CloudPlatform_Nestview = id:int name type
DpBlockReplicationPolicy_Nestview = id:int name
DpBlockSnapshotPolicy_Nestview = id:int name
RemoteCluster_Nestview = fs_id id:int name url
Snapshot = action_status allocated_size:int block_volume_group_snapshot:VolumeGroupSnapshot_Nestview
    cloned_block_volume_num:int create:time creator description hidden:bool id:int name passive:bool
    pool:Pool_Nestview protected:bool remote_cluster:RemoteCluster_Nestview reserved:bool size:int
    snap_name status update:time volume:Volume_Nestview
SnapshotCreateReq = block_snapshot!:SnapshotCreateReq_Snapshot
SnapshotCreateReq_Snapshot = block_volume_id!:int description! name!
SnapshotResp = block_snapshot!:Snapshot
Snapshot_Nestview = id:int name
SnapshotsResp = block_snapshots!:[Snapshot]
Trash = create:time enabled:bool id:int resource_type retention status trash_resource_num:int update:time
TrashResource = action_status create:time expire_time:time id:int resource_id:int resource_type status
    update:time
TrashResourceResp = trash_resource!:TrashResource
TrashResource_Nestview = create:time expire_time:time id:int resource_id:int resource_type
TrashResourcesResp = trash_resources!:[TrashResource]
TrashesResp = trashes!:[Trash]
VolumeCreateReq = block_volume!:VolumeCreateReq_Volume
VolumeCreateReq_Volume = block_snapshot_id:int crc_check:bool description flattened:bool format:int name!
    performance_priority:int pool_id!:int qos:VolumeQosSpec qos_enabled:bool remote_cluster_fs_id
    replication_pool replication_pool_id:int replication_pool_name replication_version:int
    replication_volume replication_volume_id:int replication_volume_name size:int sn
    snapshot_replication_pool snapshot_replication_pool_id:int snapshot_replication_volume
    snapshot_replication_volume_id:int
VolumeFailedTask = abort:num busy:num check_cond:num resv_conflict:num
VolumeGroup = action_status block_volume_group_snapshot:VolumeGroupSnapshot_Nestview
    block_volume_group_snapshot_num:int block_volume_num:int create:time description flattened:bool id:int
    latest_snapshot_time:time name progress:num status update:time
VolumeGroupCreateReq = block_volume_group!:VolumeGroupCreateReq_VolumeGroup
VolumeGroupCreateReq_VolumeGroup = block_volume_group_snapshot_id:int block_volume_ids:[int] description
    flattened:bool name!
VolumeGroupResp = block_volume_group:VolumeGroup
VolumeGroupSnapshot = block_snapshot_num:int block_volume_group:VolumeGroup_Nestview
    cloned_block_volume_group_num:int create:time description id:int name status update:time
VolumeGroupSnapshotCreateReq = block_volume_group_snapshot!:VolumeGroupSnapshotCreateReq_VolumeGroupSnapshot
VolumeGroupSnapshotCreateReq_VolumeGroupSnapshot = block_volume_group_id!:int description name!
VolumeGroupSnapshotResp = block_volume_group_snapshot!:VolumeGroupSnapshot
VolumeGroupSnapshot_Nestview = id:int name
VolumeGroupSnapshotsResp = block_volume_group_snapshots!:[VolumeGroupSnapshot]
VolumeGroupsResp = block_volume_groups:[VolumeGroup]
VolumeGroup_Nestview = id:int name
VolumeIOSize = 0_4kbyte:num 32_64kbyte:num 4_8kbyte:num 64_512kbyte:num 8_32kbyte:num above_512kbyte:num
VolumeNonIOTask = ats:num other:num unmap:num write_same:num xcopy:num
VolumeQosSpec = burst_total_bw:int burst_total_iops:int max_total_bw:int max_total_iops:int
VolumeRecord = access_path:AccessPath_Nestview action_status allocated_size:int block_snapshot_num:int
    block_volume_group:VolumeGroup_Nestview client_group_num:int cloud_platform:CloudPlatform_Nestview
    crc_check:bool create:time description dp_block_backup_policy_num:int
    dp_block_replication_policy:DpBlockReplicationPolicy_Nestview
    dp_block_snapshot_policy:DpBlockSnapshotPolicy_Nestview flattened:bool format:int hidden:bool id:int
    image_id latest_snapshot_time:time migration_stripes:int name original_name original_volume_name
    passive:bool performance_priority:int pool:Pool_Nestview progress:num qos:VolumeQosSpec
    qos_enabled:bool recycled:bool remote_cluster:RemoteCluster_Nestview replication_dest replication_pool
    replication_pool_id:int replication_pool_name replication_role replication_status
    replication_version:int replication_volume replication_volume_id:int replication_volume_name size:int
    sn snapshot:Snapshot_Nestview snapshot_replication_pool snapshot_replication_pool_id:int
    snapshot_replication_role snapshot_replication_status snapshot_replication_volume
    snapshot_replication_volume_id:int status trash_resource:TrashResource_Nestview update:time
    volume_name samples:[VolumeStat]
VolumeResp = block_volume!:VolumeRecord
VolumeStat = FailedTask:VolumeFailedTask create:time io_size:VolumeIOSize
    migrate_write_bandwidth_kbyte:num migrate_write_iops:num migrate_write_latency_us:num
    non_io_task:VolumeNonIOTask queue_depth:num read_bandwidth_kbyte:num read_iops:num read_latency_us:num
    total_bandwidth_kbyte:num total_iops:num write_bandwidth_kbyte:num write_iops:num write_latency_us:num
VolumeUpdateReq = block_volume!:VolumeUpdateReq_Volume
VolumeUpdateReq_Volume = action block_snapshot_id:int description flattened:bool name
    performance_priority:int qos:VolumeQosSpec qos_enabled:bool size:int
Volume_Nestview = id:int name original_name
VolumesResp = block_volumes!:[VolumeRecord]
`;
