import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { baseUrl } from '../http/base-url.js';
import { readBody } from '../http/read-body.js';
import type { RunningSimulator } from '../running-simulator.js';
import { type ControlReply, controlReply } from './control-routes.js';

export interface ControlServer {
  /** `http://host:port`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the operations of a RunningSimulator as JSON over HTTP, for those in another process. */
export async function startControl(
  sim: RunningSimulator,
  at: { host: string; port: number },
): Promise<ControlServer> {
  const server = createServer((request, response) => void respond(sim, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: baseUrl(at.host, port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  sim: RunningSimulator,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = await replyTo(sim, request);
  response.writeHead(reply.status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(reply.body));
}

async function replyTo(sim: RunningSimulator, request: IncomingMessage): Promise<ControlReply> {
  try {
    const body = await readBody(request);
    return await controlReply(sim, { method: request.method ?? 'GET', path: request.url ?? '/', body });
  } catch (error) {
    return { status: 400, body: { problems: [error instanceof Error ? error.message : 'unknown'] } };
  }
}
