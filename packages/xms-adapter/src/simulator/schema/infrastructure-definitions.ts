/** Object shapes; the notation is explained in README.md. */
export const infrastructureDefinitions = `
ClusterOverviewResp = cluster_stats!:ClusterOverview
ClusterRecord = access_token:AccessToken access_url create:time disk_lighting_mode down_out_interval:int
    elasticsearch_enabled:bool fs_id id:int maintained:bool name os_gateway_oplog_switch:bool
    snmp_enabled:bool stats_reserved_days:int status update:time version samples:[ClusterStat]
ClusterRecordResp = cluster!:ClusterRecord
Disk_Nestview = device disk_type id:int
HostFcPort = create:time host:Host_Nestview id:int wwn
HostRecord = action_status admin_ip! clock_diff:int cores:int cpu_model create:time description
    disk_num:int enclosures:any fcports:[HostFcPort] gateway_ips id:int is_master_db:bool memory_kbyte:int
    model name os private_ip protection_domain:ProtectionDomain_Nestview public_ips rack roles
    root_disk:Disk_Nestview status type up:bool update:time vendor samples:[HostStat]
HostResp = host!:HostRecord
Host_Nestview = admin_ip! id:int name
HostsResp = hosts!:[HostRecord]
NetworkAddress = available:bool create:time host:Host_Nestview id:int ip mask:int
    network_interface:NetworkInterface_Nestview roles:[string] update:time
NetworkAddressResp = network_address:NetworkAddress
NetworkAddressesResp = network_addresses:[NetworkAddress]
NetworkInterface_Nestview = id:int mac_address name
OsdGroup_Nestview = id:int
OsdQos = bandwidth:int bandwidth_max:int client_threshold:int id:int mode:int recovery_rate_type
PdRecord = create:time description id:int name placement_node:PlacementNode_Nestview status update:time
PlacementNode = create:time id:int name parent:PlacementNode properties:PlacementNodeProperties type
    update:time
PlacementNodeProperties = is_witness:bool
PlacementNodeRecord = create:time id:int name parent:PlacementNode properties:PlacementNodeProperties type
    update:time
PlacementNodeResp = placement_node!:PlacementNodeRecord
PlacementNodeTopology = create:time id:int name parent:PlacementNode properties:PlacementNodeProperties
    type update:time available_osd_num:int children:[PlacementNodeTopology]
PlacementNodeTopologyResp = topology!:PlacementNodeTopology
PlacementNode_Nestview = id:int parent:PlacementNode_Nestview_parent
PlacementNode_Nestview_parent = create:time id:int name parent:PlacementNode
    properties:PlacementNodeProperties type update:time
PoolPlacementNode = children:[PoolPlacementNode] create:time id:int placement_node:PlacementNode
    replicate_num:int status update:time
PoolRecord = action_status block_volume_num:int coding_chunk_num:int create:time data_chunk_num:int
    default_managed_volume_format:int device_type device_type_check_disabled:bool failure_domain_type
    hidden:bool id:int io_bypass_enabled:bool io_bypass_threshold:int name osd_group:OsdGroup_Nestview
    osd_num:int pool_id:int pool_mode pool_name pool_role pool_type
    primary_placement_node:PlacementNode_Nestview property:any protection_domain:ProtectionDomain_Nestview
    qos:OsdQos replicate_size:int status stretched:bool update:time samples:[PoolStat]
PoolResp = pool!:PoolRecord
PoolTopologyResp = pool_topology!:PoolPlacementNode
Pool_Nestview = id:int name
PoolsResp = pools!:[PoolRecord]
ProtectionDomainRecordResp = protection_domain!:PdRecord
ProtectionDomainRecordsResp = protection_domains!:[PdRecord]
ProtectionDomain_Nestview = id:int name
SSLCertificate_Nestview = force_https:bool id:int name
Service = create:time enabled:bool heartbeat:time host:Host_Nestview id:int name primary:bool
    ssl_certificate:SSLCertificate_Nestview started_time:time status type up:bool update:time
ServiceResp = service!:Service
ServicesResp = services!:[Service]
VersionResp = version!
`;
