/** Object shapes; the notation is explained in README.md. */
export const fileDefinitions = `
DpFSSnapshotPolicy_Nestview = id:int name
FSClient = create:time fs_client_group_num:int fs_client_groups:[FSClientGroup_Nestview] id:int ip name
    update:time
FSClientCreateReq = fs_client!:FSClientCreateReq_Client
FSClientCreateReq_Client = ip! name!
FSClientGroup = action_status client_num:int create:time fs_clients:[FSClient_Nestview] id:int name
    update:time
FSClientGroupAddClientsReq = fs_client_group!:FSClientGroupAddClientsReq_ClientGroup
FSClientGroupAddClientsReq_ClientGroup = fs_client_ids!:[int]
FSClientGroupCreateReq = fs_client_group!:FSClientGroupCreateReq_ClientGroup
FSClientGroupCreateReq_ClientGroup = fs_client_ids!:[int] name!
FSClientGroupRemoveClientsReq = fs_client_group!:FSClientGroupRemoveClientsReq_ClientGroup
FSClientGroupRemoveClientsReq_ClientGroup = fs_client_ids!:[int]
FSClientGroupResp = fs_client_group!:FSClientGroup
FSClientGroupUpdateReq = fs_client_group!:FSClientGroupUpdateReq_ClientGroup
FSClientGroupUpdateReq_ClientGroup = name!
FSClientGroup_Nestview = id:int name
FSClientGroupsResp = fs_client_groups!:[FSClientGroup]
FSClientResp = fs_client!:FSClient
FSClientUpdateReq = fs_client!:FSClientUpdateReq_Client
FSClientUpdateReq_Client = name!
FSClient_Nestview = id:int name
FSClientsResp = fs_clients!:[FSClient]
FSFolder = access_path:AccessPath_Nestview action_status block_volume:Volume_Nestview block_volume_status
    create:time description dp_fs_snapshot_policy:DpFSSnapshotPolicy_Nestview flattened:bool formatted:bool
    fs_gateway_group:FSGatewayGroup fs_quota_tree_num:int fs_snapshot:FSSnapshot_Nestview
    fs_snapshot_num:int id:int latest_snapshot_time:time name pool:Pool_Nestview progress:num
    qos:VolumeQosSpec qos_enabled:bool quota_tree_share_types:[string] quota_tree_shared:bool
    share_types:[string] shared:bool size:int status update:time
FSFolderAddQuotaTreesReq = fs_folder!:FSFolderAddQuotaTreesReq_Folder
FSFolderAddQuotaTreesReq_Folder = fs_quota_trees!:[FSFolderAddQuotaTreesReq_Folder_QuotaTrees_Elt]
FSFolderAddQuotaTreesReq_Folder_QuotaTrees_Elt = name! size:int soft_quota_size:int
FSFolderCreateReq = fs_folder!:FSFolderCreateReq_Folder
FSFolderCreateReq_Folder = description flattened:bool fs_snapshot_id:int name! pool_id:int qos:VolumeQosSpec
    qos_enabled:bool size:int
FSFolderRecord = access_path:AccessPath_Nestview action_status block_volume:Volume_Nestview
    block_volume_status create:time description dp_fs_snapshot_policy:DpFSSnapshotPolicy_Nestview
    flattened:bool formatted:bool fs_gateway_group:FSGatewayGroup fs_quota_tree_num:int
    fs_snapshot:FSSnapshot_Nestview fs_snapshot_num:int id:int latest_snapshot_time:time name
    pool:Pool_Nestview progress:num qos:VolumeQosSpec qos_enabled:bool quota_tree_share_types:[string]
    quota_tree_shared:bool samples:[FSFolderStat] share_types:[string] shared:bool size:int status
    update:time
FSFolderRemoveQuotaTreesReq = fs_folder!:FSFolderRemoveQuotaTreesReq_Folder
FSFolderRemoveQuotaTreesReq_Folder = fs_quota_tree_ids:[int]
FSFolderResp = fs_folder!:FSFolderRecord
FSFolderStat = create:time read_bandwidth_kbyte:num read_iops:num read_latency_us:num
    total_bandwidth_kbyte:num total_iops:num used_kbyte:num write_bandwidth_kbyte:num write_iops:num
    write_latency_us:num
FSFolderUpdateReq = fs_folder!:FSFolderUpdateReq_Folder
FSFolderUpdateReq_Folder = description name qos:VolumeQosSpec qos_enabled:bool size:int
FSFolder_Nestview = id:int name
FSFoldersResp = fs_folders!:[FSFolderRecord]
FSGateway = create:time fs_gateway_group:FSGatewayGroup_Nestview host:Host_Nestview id:int
    network_address:NetworkAddress_Nestview nic_name status update:time vip
FSGatewayGroup = action_status create:time description encoding folder_num:int id:int name
    nfs_versions:[string] port:int security smb1_enabled:bool smb_ports:[int] status types:[string]
    update:time user_group_num:int vip vip_mask:int
FSGatewayGroupResp = fs_gateway_group!:FSGatewayGroup
FSGatewayGroup_Nestview = id:int name vip vip_mask:int
FSGatewayGroupsResp = fs_gateway_groups!:[FSGatewayGroup]
FSGatewayResp = fs_gateway!:FSGateway
FSGatewaysResp = fs_gateways!:[FSGateway]
FSNFSConnection = client_ip create:time fs_nfs_share:FSNFSShare_Nestview id:int update:time
FSNFSConnectionsResp = fs_nfs_connections!:[FSNFSConnection]
FSNFSShare = acl_num:int action_status create:time fs_folder:FSFolder_Nestview
    fs_gateway_group:FSGatewayGroup_Nestview fs_quota_tree:FSQuotaTree_Nestview id:int mapping_num:int
    status update:time
FSNFSShareACL = all_squash:bool create:time fs_client:FSClient_Nestview
    fs_client_group:FSClientGroup_Nestview fs_nfs_share:FSNFSShare_Nestview id:int permission
    root_squash:bool sync:bool type update:time
FSNFSShareACLReq = all_squash:bool fs_client_group_id:int fs_client_id:int id:int permission
    root_squash:bool sync:bool type
FSNFSShareACLsResp = fs_nfs_share_acls!:[FSNFSShareACL]
FSNFSShareAddACLsReq = fs_nfs_share!:FSNFSShareAddACLsReq_Share
FSNFSShareAddACLsReq_Share = fs_nfs_share_acls!:[FSNFSShareACLReq]
FSNFSShareCreateReq = fs_nfs_share!:FSNFSShareCreateReq_Share
FSNFSShareCreateReq_Share = fs_folder_id!:int fs_gateway_group_id!:int fs_nfs_share_acls:[FSNFSShareACLReq]
    fs_quota_tree_id:int
FSNFSShareRemoveACLsReq = fs_nfs_share!:FSNFSShareRemoveACLsReq_Share
FSNFSShareRemoveACLsReq_Share = fs_nfs_share_acl_ids!:[int]
FSNFSShareResp = fs_nfs_share!:FSNFSShare
FSNFSShareUpdateACLReq = all_squash:bool id:int permission root_squash:bool sync:bool
FSNFSShareUpdateACLsReq = fs_nfs_share!:FSNFSShareUpdateACLsReq_Share
FSNFSShareUpdateACLsReq_Share = fs_nfs_share_acls:[FSNFSShareUpdateACLReq]
FSNFSShare_Nestview = id:int
FSNFSSharesResp = fs_nfs_shares!:[FSNFSShare]
FSQuotaTree = action_status create:time fs_folder:FSFolder_Nestview id:int name shared:bool size:int
    soft_quota_size:int status update:time used_kbyte:int
FSQuotaTreeResp = fs_quota_tree!:FSQuotaTree
FSQuotaTreeUpdateReq = fs_quota_tree!:FSQuotaTreeUpdateReq_QuotaTree
FSQuotaTreeUpdateReq_QuotaTree = name size:int soft_quota_size:int
FSQuotaTree_Nestview = id:int name
FSQuotaTreesResp = fs_quota_trees!:[FSQuotaTree]
FSSnapshot_Nestview = id:int name
`;
