import type { GeneralProblem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';

/** What is mounted: a server (host name, IPv4 or IPv6 address without brackets) and an absolute path on it. */
export interface NfsSource {
  readonly server: string;
  /** No slash at its end. */
  readonly path: string;
}

/** `host:/path`, `10.0.0.1:/path` or `[fd00::1]:/path`; a slash at the end is dropped. nfs(5), "Mount source". */
export function parseNfsSource(text: string, field: string): Result<NfsSource, GeneralProblem> {
  // eslint-disable-next-line no-control-regex -- a NUL ends every path of the kernel
  const match = /^(?:\[([0-9a-fA-F:.%]+)\]|([A-Za-z0-9.-]+)):(\/[^\u0000]*)$/.exec(text);
  const server = match?.[1] ?? match?.[2];
  const path = match?.[3]?.replace(/\/+$/, '');
  if (server !== undefined && path !== undefined && path !== '' && !path.split('/').includes('..'))
    return ok({ server, path });
  const remedy = 'give server:/path, an IPv6 address in brackets, e.g. 10.0.0.1:/sdsfs/folder/';
  return failed({ kind: 'invalid-request', field, value: text, remedy });
}

export const formatNfsSource = ({ server, path }: NfsSource): string =>
  `${server.includes(':') ? `[${server}]` : server}:${path}`;
