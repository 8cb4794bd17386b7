/** Requests and replies; the notation is explained in README.md. */
export const authOperations = `
GET /access-tokens/ ?role ?limit:int ?offset:int ?user_id:int ?all:bool -> 200=AccessTokensResp 403 500
POST /access-tokens/ <AccessTokenCreateReq -> 201=AccessTokenCreateResp 400 403 409 500
GET /access-tokens/{id} -> 200=AccessTokenResp 403 404 500
DELETE /access-tokens/{id} -> 204 403 404 500
POST /access-tokens:validate ?subject_access_token! -> 200=AccessTokenResp 400 403 500
GET /auth/security-policy -> 200=AuthSecurityPolicyResp 400 500
POST /auth/tokens <TokenCreateReq -> 201=TokenResp 400 401 500
POST /auth/tokens:login <AuthLoginReq -> 201=TokenResp 400 401 500
POST /auth/tokens:logout -> 204 400 401 404 500
`;
