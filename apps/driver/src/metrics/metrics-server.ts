import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failed, ok, type Result } from '@twinsite/domain';
import type { Registry } from 'prom-client';
import type { ListenAddress } from '../config/listen-address.js';

export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

const REQUEST_MS = 5000;

/** `/metrics` for Prometheus, `/healthz` for a liveness probe: 200 as long as this process answers at all. */
export async function serveMetrics(
  { host, port }: ListenAddress,
  registry: Registry,
): Promise<Result<MetricsServer, string>> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '', registry).then((reply) => send(response, reply));
  });
  server.requestTimeout = REQUEST_MS;
  server.headersTimeout = REQUEST_MS;
  const started = await listen(server, host, port);
  if (started !== undefined) return failed(`metrics cannot be served on ${host}:${port}: ${started}`);
  return ok({
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function answer(url: string, registry: Registry): Promise<Reply> {
  const [pathname] = url.split('?');
  if (pathname === '/healthz') return { status: 200, type: 'text/plain', body: 'ok\n' };
  if (pathname !== '/metrics') {
    return { status: 404, type: 'text/plain', body: 'there are /metrics and /healthz\n' };
  }
  return { status: 200, type: registry.contentType, body: await registry.metrics() };
}

function send(response: ServerResponse, { status, type, body }: Reply): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

/** The error's code when it cannot listen. */
function listen(server: Server, host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host === '' ? undefined : host, () => resolve(undefined));
  });
}
