import { ok } from '@twinsite/domain';
import type { ApiAccess } from '../access/api-access.js';
import { fixedToken } from '../access/token-source.js';

/** Access to a server that asks for no certificate. */
export const fixedAccess = (server: string, token?: string): ApiAccess => ({
  server,
  tls: () => Promise.resolve(ok({})),
  token: fixedToken(token),
});
