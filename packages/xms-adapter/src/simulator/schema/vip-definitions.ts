/** Object shapes; the notation is explained in README.md. */
export const vipDefinitions = `
NetworkAddress_Nestview = id:int ip mask:int
VIP = action_status create:time id:int ip mac_address mask:int status update:time
    vip_group:VIPGroup_Nestview virtual_router_id:int
VIPCreateReq = vip!:VIPCreateReq_VIP
VIPCreateReq_VIP = ip! mask:int network_address_id!:int vip_group_id!:int
VIPGroup = action_status create:time id:int name network preempt:bool resource_id:int resource_type status
    update:time
VIPGroupCreateReq = vip_group!:VIPGroupCreateReq_VIPGroup
VIPGroupCreateReq_VIPGroup = network! preempt:bool resource_id!:int resource_type!
    vips!:[VIPGroupCreateReq_VIPGroup_VIPs_Elt]
VIPGroupCreateReq_VIPGroup_VIPs_Elt = ip! mask:int network_address_id!:int
VIPGroupResp = vip_group!:VIPGroup
VIPGroupResps = vip_groups!:[VIPGroup]
VIPGroupUpdateReq = vip_group!:VIPGroupUpdateReq_VIPGroup
VIPGroupUpdateReq_VIPGroup = preempt:bool
VIPGroup_Nestview = id:int name network resource_id:int resource_type
VIPInstance = action_status create:time id:int network_address:NetworkAddress_Nestview priority:int status
    update:time vip:VIP_Nestview
VIPInstanceResp = vip_instance:VIPInstance
VIPInstance_Nestview = id:int
VIPInstancesResp = vip_instances:[VIPInstance]
VIPRecord = action_status create:time id:int ip mac_address mask:int status update:time
    vip_group:VIPGroup_Nestview virtual_router_id:int current_vip_instance:VIPInstance_Nestview
    default_vip_instance:VIPInstance_Nestview
VIPResp = vip:VIPRecord
VIP_Nestview = id:int ip mask:int
VIPsResp = vips:[VIPRecord]
`;
