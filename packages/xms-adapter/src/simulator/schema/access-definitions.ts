/** Object shapes; the notation is explained in README.md. */
export const accessDefinitions = `
AccessPath = action_status block_volume_num:int chap:bool client_group_num:int create:time description
    hidden:bool id:int iqn name protection_domain:ProtectionDomain_Nestview status tname tsecret type
    update:time vip_group_num:int
AccessPathCreateReq = access_path:AccessPathCreateReq_AccessPath
AccessPathCreateReq_AccessPath = chap:bool description host_ids:[int] mapping_groups:[MappingGroupReq]
    name protection_domain_id:int tname tsecret type
AccessPathResp = access_path!:AccessPath
AccessPathUpdateReq = access_path!:AccessPathUpdateReq_AccessPath
AccessPathUpdateReq_AccessPath = chap:bool description name tname tsecret
AccessPath_Nestview = id:int name
AccessPathsResp = access_paths!:[AccessPath]
Client = client_group:ClientGroup_Nestview code create:time id:int status update:time
ClientCode = code create:time id:int type
ClientCodesResp = client_codes!:[ClientCode]
ClientGroup = access_path_num:int block_volume_num:int chap:bool client_num:int clients:[Client]
    create:time description id:int iname isecret name status type update:time
ClientGroupCreateReq = client_group:ClientGroupCreateReq_ClientGroup
ClientGroupCreateReq_ClientGroup = chap:bool clients:[ClientGroupCreateReq_ClientGroup_Clients_Elt]
    description iname isecret name type
ClientGroupCreateReq_ClientGroup_Clients_Elt = code
ClientGroupResp = client_group!:ClientGroup
ClientGroupUpdateReq = client_group:ClientGroupUpdateReq_ClientGroup
ClientGroupUpdateReq_ClientGroup = clients:[ClientGroupUpdateReq_ClientGroup_Clients_Elt] description name
ClientGroupUpdateReq_ClientGroup_Clients_Elt = code
ClientGroup_Nestview = id:int name
ClientGroupsResp = client_groups!:[ClientGroup]
ClientLunMappingRecord = block_volume:Volume_Nestview client:Client_Nestview create:time
    host:Host_Nestview id:int lun:Lun_Nestview status target:Target_Nestview update:time
    samples:[VolumeStat] session_status
ClientLunMappingResp = client_lun_mapping!:ClientLunMappingRecord
ClientLunMappingsResp = client_lun_mappings!:[ClientLunMappingRecord]
ClientResp = client!:Client
Client_Nestview = code id:int
ClientsResp = clients!:[Client]
Lun = create:time id:int lun_id:int nestview:AccessPath volume:Volume_Nestview
LunResp = lun!:Lun
Lun_Nestview = id:int lun_id:int
LunsResp = luns!:[Lun]
MappingGroup = access_path:AccessPath_Nestview client_group:ClientGroup_Nestview create:time id:int status
    update:time
MappingGroupAddVolumesReq = block_volume_ids!:[int]
MappingGroupCreateReq = mapping_group!:MappingGroupReq
MappingGroupRemoveVolumesReq = block_volume_ids!:[int]
MappingGroupReq = access_path_id:int block_volume_ids:[int] client_group_id:int
MappingGroupResp = mapping_group!:MappingGroup
MappingGroupUpdateReq = mapping_group!:MappingGroupUpdateReq_MappingGroup
MappingGroupUpdateReq_MappingGroup = block_volume_ids:[int]
MappingGroupsResp = mapping_groups!:[MappingGroup]
Target = access_path:AccessPath_Nestview board:int create:time host:Host_Nestview id:int iqn port:int
    status update:time
TargetCreateReq = target:TargetCreateReq_Target
TargetCreateReq_Target = access_path_id:int host_id:int
TargetResp = target!:Target
Target_Nestview = id:int
TargetsResp = targets!:[Target]
`;
