import type { IncomingMessage } from 'node:http';

/** A token may come as a header, a query parameter or a cookie. Empty: none. */
export function tokenOf(request: IncomingMessage, query: URLSearchParams): string {
  const header = request.headers['xms-auth-token'];
  if (typeof header === 'string' && header !== '') return header;
  const cookie = /(?:^|;\s*)XMS_AUTH_TOKEN=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  return query.get('token') ?? cookie ?? '';
}
