/** Requests and replies; the notation is explained in README.md. */
export const fileOperations = `
GET /fs-client-groups/ ?limit:int ?offset:int ?q ?sort ?fs_client_id:int -> 200=FSClientGroupsResp 500
POST /fs-client-groups/ <FSClientGroupCreateReq -> 201=FSClientGroupResp 400 409 500
GET /fs-client-groups/{id} -> 200=FSClientGroupResp 404 500
DELETE /fs-client-groups/{id} -> 204 404 409 500
PATCH /fs-client-groups/{id} <FSClientGroupUpdateReq -> 200=FSClientGroupResp 400 404 409 500
PUT /fs-client-groups/{id}/fs-clients <FSClientGroupAddClientsReq -> 200=FSClientGroupResp 400 404 409 500
DELETE /fs-client-groups/{id}/fs-clients <FSClientGroupRemoveClientsReq -> 200=FSClientGroupResp 400 404 409
    500
GET /fs-clients/ ?limit:int ?offset:int ?q ?sort ?fs_client_group_id:int ?not_fs_client_group_id:int ->
    200=FSClientsResp 500
POST /fs-clients/ <FSClientCreateReq -> 201=FSClientResp 400 409 500
GET /fs-clients/{id} -> 200=FSClientResp 404 500
DELETE /fs-clients/{id} -> 204 404 409 500
PATCH /fs-clients/{id} <FSClientUpdateReq -> 200=FSClientResp 400 404 409 500
GET /fs-folders/ ?limit:int ?offset:int ?q ?sort ?fs_user_id:int ?fs_user_group_id:int
    ?fs_gateway_group_id:int ?fs_snapshot_id:int ?fs_client_id:int ?fs_client_group_id:int ?pool_id:int ->
    200=FSFoldersResp 500
POST /fs-folders/ <FSFolderCreateReq -> 200=FSFolderResp 202=FSFolderResp 400 409 500
GET /fs-folders/{id} -> 200=FSFolderResp 404 500
DELETE /fs-folders/{id} ?force:bool -> 202=FSFolderResp 404 409 500
PATCH /fs-folders/{id} <FSFolderUpdateReq -> 202=FSFolderResp 400 404 409 500
PUT /fs-folders/{id}/fs-quota-trees <FSFolderAddQuotaTreesReq -> 202=FSFolderResp 400 404 409 500
DELETE /fs-folders/{id}/fs-quota-trees <FSFolderRemoveQuotaTreesReq -> 202=FSFolderResp 400 404 409 500
GET /fs-gateway-groups/ ?limit:int ?offset:int ?type ?security ?q ?sort -> 200=FSGatewayGroupsResp 500
GET /fs-gateway-groups/{id} -> 200=FSGatewayGroupResp 404 500
GET /fs-gateways/ ?limit:int ?offset:int ?q ?sort ?fs_gateway_group_id:int -> 200=FSGatewaysResp 500
GET /fs-gateways/{id} -> 200=FSGatewayResp 404 500
GET /fs-nfs-connections/ ?limit:int ?offset:int ?fs_nfs_share_id:int ?q ?sort -> 200=FSNFSConnectionsResp
    400 500
GET /fs-nfs-share-acls/ ?limit:int ?offset:int ?fs_nfs_share_id:int ?q ?sort -> 200=FSNFSShareACLsResp 400
    500
GET /fs-nfs-shares/ ?limit:int ?offset:int ?fs_folder_id:int ?fs_gateway_group_id:int ?q ?sort ->
    200=FSNFSSharesResp 500
POST /fs-nfs-shares/ <FSNFSShareCreateReq -> 202=FSNFSShareResp 400 409 500
GET /fs-nfs-shares/{id} -> 200=FSNFSShareResp 404 500
DELETE /fs-nfs-shares/{id} ?force:bool -> 202=FSNFSShareResp 404 409 500
POST /fs-nfs-shares/{id}:add-acls <FSNFSShareAddACLsReq -> 202=FSNFSShareResp 400 404 409 500
POST /fs-nfs-shares/{id}:remove-acls <FSNFSShareRemoveACLsReq -> 202=FSNFSShareResp 404 409 500
POST /fs-nfs-shares/{id}:update-acls <FSNFSShareUpdateACLsReq -> 200=FSNFSShareResp 202=FSNFSShareResp 400
    404 409 500
GET /fs-quota-trees/ ?limit:int ?offset:int ?q ?sort ?fs_folder_id:int -> 200=FSQuotaTreesResp 500
GET /fs-quota-trees/{id} -> 200=FSQuotaTreeResp 404 500
PATCH /fs-quota-trees/{id} <FSQuotaTreeUpdateReq -> 202=FSQuotaTreeResp 400 404 409 500
`;
