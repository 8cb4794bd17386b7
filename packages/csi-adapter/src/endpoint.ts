import { failed, ok, type GeneralProblem, type Result } from '@twinsite/domain';

/** Where a CSI server listens. */
export type Endpoint =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/** sun_path of unix(7) has 108 bytes, the last one is NUL. */
const LONGEST_SOCKET_PATH = 107;

/** Parses `unix:///absolute/path` or `tcp://host:port` (`tcp://[::1]:9000`; port 0 asks for a free one). */
export function parseEndpoint(text: string): Result<Endpoint, GeneralProblem> {
  if (text.startsWith('unix://')) return parseUnix(text, text.slice('unix://'.length));
  const tcp = /^tcp:\/\/(?:\[([0-9a-fA-F:.]+)\]|([^\s:/[\]]+)):(\d{1,5})$/.exec(text);
  const host = tcp?.[1] ?? tcp?.[2];
  const port = Number(tcp?.[3]);
  if (host === undefined || port > 65535)
    return invalid(text, 'use unix:///path/csi.sock or tcp://host:port');
  return ok({ kind: 'tcp', host, port });
}

export function formatEndpoint(endpoint: Endpoint): string {
  if (endpoint.kind === 'unix') return `unix://${endpoint.path}`;
  return `tcp://${endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host}:${endpoint.port}`;
}

/** The name grpc-js knows the endpoint by (https://github.com/grpc/grpc/blob/master/doc/naming.md). */
export function grpcTarget(endpoint: Endpoint): string {
  return endpoint.kind === 'unix' ? `unix:${endpoint.path}` : formatEndpoint(endpoint).slice('tcp://'.length);
}

function parseUnix(text: string, path: string): Result<Endpoint, GeneralProblem> {
  if (!path.startsWith('/'))
    return invalid(text, 'a unix socket needs an absolute path: unix:///path/csi.sock');
  const length = Buffer.byteLength(path);
  if (length > LONGEST_SOCKET_PATH) {
    return invalid(text, `the path has ${length} bytes, a unix socket at most ${LONGEST_SOCKET_PATH}`);
  }
  return ok({ kind: 'unix', path });
}

function invalid(value: string, remedy: string): Result<never, GeneralProblem> {
  return failed({ kind: 'invalid-request', field: 'endpoint', value, remedy });
}
