/** Requests and replies; the notation is explained in README.md. */
export const vipOperations = `
GET /vip-groups/ ?limit:int ?offset:int ?resource_type ?resource_id:int -> 200=VIPGroupResps
POST /vip-groups/ <VIPGroupCreateReq -> 202=VIPGroupResp 400 409 500
GET /vip-groups/{id} -> 200=VIPGroupResp 404 500
DELETE /vip-groups/{id} -> 202=VIPGroupResp 404 409 500
PATCH /vip-groups/{id} <VIPGroupUpdateReq -> 202=VIPGroupResp 400 404 409 500
POST /vip-groups/{id}:redeploy -> 202=VIPGroupResp 404 409 500
GET /vip-instances/ ?limit:int ?offset:int ?vip_id:int -> 200=VIPInstancesResp
GET /vip-instances/{id} -> 200=VIPInstanceResp 404 500
GET /vips/ ?limit:int ?offset:int ?vip_group_id:int -> 200=VIPsResp
POST /vips/ <VIPCreateReq -> 202=VIPResp 400 409 500
GET /vips/{id} -> 200=VIPResp 404 500
DELETE /vips/{id} -> 202=VIPResp 404 409 500
PATCH /vips/{id} -> 200=VIPResp 400 404 409 500
`;
