/** Requests and replies; the notation is explained in README.md. */
export const infrastructureOperations = `
GET /cluster/ -> 200=ClusterRecordResp 500
GET /cluster/stats -> 200=ClusterOverviewResp 500
GET /hosts/ ?hostname ?type ?role ?q ?sort ?limit:int ?offset:int ?protection_domain_id:int
    ?fs_gateway_group_id:int ?fc_available:bool ?replication_gateway_available:bool
    ?fs_gateway_group_used:bool -> 200=HostsResp 400 500
GET /hosts/{id} -> 200=HostResp 400 404 500
GET /network-addresses/ ?role ?limit:int ?offset:int ?network_interface_id:int ?host_id:int
    ?vip_group_id:int -> 200=NetworkAddressesResp 500
GET /network-addresses/{id} -> 200=NetworkAddressResp 404 500
GET /placement-nodes/{id} -> 200=PlacementNodeResp 404 500
GET /placement-nodes/{id}/topology ?osd_type ?osd_role ?with_compound:bool ?with_hybrid:bool ->
    200=PlacementNodeTopologyResp 404 500
GET /pools/ ?pool_type ?pool_role ?pool_mode ?storage_class_pool_type ?q ?sort ?limit:int ?offset:int
    ?protection_domain_id:int ?osd_group_id:int ?os_policy_id:int ?storage_class_id:int ?all:bool
    ?compound_osd_only:bool ?stretched:bool ?with_compound:bool -> 200=PoolsResp 400 500
GET /pools/{id} -> 200=PoolResp 400 404 500
GET /pools/{id}/topology -> 200=PoolTopologyResp 400 404 500
GET /protection-domains/ ?q ?sort ?limit:int ?offset:int -> 200=ProtectionDomainRecordsResp
GET /protection-domains/{id} -> 200=ProtectionDomainRecordResp 400 404 500
GET /services/ ?type ?limit:int ?offset:int ?host_id:int -> 200=ServicesResp 400 404
GET /services/{id} -> 200=ServiceResp 404 500
GET /version/ -> 200=VersionResp
`;
