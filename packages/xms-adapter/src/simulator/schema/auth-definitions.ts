/** Object shapes; the notation is explained in README.md. */
export const authDefinitions = `
AccessToken = create:time description id:int name roles:[string] update:time used:bool user:User_Nestview
AccessTokenCreateRecord = create:time description id:int name roles:[string] update:time used:bool
    user:User_Nestview uuid
AccessTokenCreateReq = access_token:AccessTokenCreateReq_AccessToken
AccessTokenCreateReq_AccessToken = description name! roles!:[string]
AccessTokenCreateResp = access_token!:AccessTokenCreateRecord
AccessTokenResp = access_token:AccessToken
AccessTokensResp = access_tokens!:[AccessToken]
AuthLoginReq = auth!:AuthLoginReq_Auth
AuthLoginReq_Auth = encrypted_password name password platform rsa_key_id sign timestamp token
AuthPasswordReq = user!:AuthPasswordReq_User
AuthPasswordReq_User = email id:int name password!
AuthSecurityPolicy = enabled:bool freeze_duration:int max_attempts:int password_expiration_warning:bool
    password_lifetime:int
AuthSecurityPolicyResp = auth_security_policy:AuthSecurityPolicy
AuthTokenReq = uuid!
IdentityPlatform_Nestview = id:int name
TokenCreateReq = auth!:TokenCreateReq_Auth
TokenCreateReq_Auth = identity!:TokenCreateReq_Auth_Identity
TokenCreateReq_Auth_Identity = password:AuthPasswordReq token:AuthTokenReq
TokenRecord = create:time expires:time user:User uuid valid:bool roles:[string]
TokenResp = token!:TokenRecord
User = create:time email enabled:bool external_id id:int identity_platform:IdentityPlatform_Nestview name
    password_last_update:time roles:[string]
User_Nestview = id:int name
`;
