/** Requests and replies; the notation is explained in README.md. */
export const accessOperations = `
GET /access-paths/ ?q ?limit:int ?offset:int ?client_group_id:int ?all:bool -> 200=AccessPathsResp 400 500
POST /access-paths/ <AccessPathCreateReq -> 200=AccessPathResp 202=AccessPathResp 400 500
GET /access-paths/{id} -> 200=AccessPathResp 400 500
DELETE /access-paths/{id} -> 202=AccessPathResp 400 404 500
PATCH /access-paths/{id} <AccessPathUpdateReq -> 200=AccessPathResp 202=AccessPathResp 400 404 500
GET /client-codes/ ?type ?limit:int ?offset:int ?unused:bool -> 200=ClientCodesResp 400 500
GET /client-groups/ ?q ?sort ?limit:int ?offset:int ?block_volume_id:int -> 200=ClientGroupsResp 400 500
POST /client-groups/ <ClientGroupCreateReq -> 201=ClientGroupResp 400 500
GET /client-groups/{id} -> 200=ClientGroupResp 400 404 500
DELETE /client-groups/{id} -> 204 400 404 500
PATCH /client-groups/{id} <ClientGroupUpdateReq -> 201=ClientGroupResp 400 500
GET /client-lun-mappings/ ?limit:int ?offset:int ?mapping_group_id!:int -> 200=ClientLunMappingsResp 400
    500
GET /client-lun-mappings/{id} -> 200=ClientLunMappingResp 404 500
GET /clients/ ?q ?sort ?limit:int ?offset:int ?client_group_id:int -> 200=ClientsResp 400 500
GET /clients/{id} -> 200=ClientResp 400 404 500
GET /luns/ ?limit:int ?offset:int ?mapping_group_id:int -> 200=LunsResp 400 500
GET /luns/{id} -> 200=LunResp 404 500
GET /mapping-groups/ ?limit:int ?offset:int ?access_path_id:int ?client_group_id:int ->
    200=MappingGroupsResp 400 500
POST /mapping-groups/ <MappingGroupCreateReq -> 200=MappingGroupResp 202=MappingGroupResp 400 404 500
GET /mapping-groups/{id} -> 200=MappingGroupResp 400 500
DELETE /mapping-groups/{id} ?force:bool -> 202=MappingGroupResp 400 404 500
PATCH /mapping-groups/{id} <MappingGroupUpdateReq -> 200=MappingGroupResp 202=MappingGroupResp 400 404 500
POST /mapping-groups/{id}/block-volumes <MappingGroupAddVolumesReq -> 200=MappingGroupResp
    202=MappingGroupResp 400 404 500
DELETE /mapping-groups/{id}/block-volumes ?force:bool <MappingGroupRemoveVolumesReq ->
    202=MappingGroupResp 400 404 500
GET /targets/ ?q ?sort ?limit:int ?offset:int ?host_id:int ?access_path_id:int -> 200=TargetsResp 400 500
POST /targets/ <TargetCreateReq -> 202=TargetResp 400 404 409 500
DELETE /targets/{id} ?force:bool -> 202=TargetResp 400 404 409 500
`;
