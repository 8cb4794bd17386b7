import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  /** With query. */
  readonly target: string;
  readonly token: string | undefined;
  readonly body: string;
}

/** `silence`: the request is taken and never answered. `cut`: the connection ends after the request was read. */
export type Answer =
  | { readonly status: number; readonly json?: unknown; readonly text?: string }
  | 'silence'
  | 'cut';

export interface ManagerStub {
  /** `127.0.0.1:port` */
  readonly address: string;
  readonly seen: readonly SeenRequest[];
  /** Requests other than logins. */
  calls(): readonly SeenRequest[];
  logins(): number;
  /** Open now. */
  connections(): number;
  /** Closed since the start. */
  closed(): number;
  close(): Promise<void>;
}

export const LOGIN = '/v1/auth/tokens:login';

/** A manager whose every answer the test decides. */
export async function startManagerStub(
  answer: (request: SeenRequest) => Answer | Promise<Answer>,
): Promise<ManagerStub> {
  const seen: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  let closed = 0;
  const server = createServer((message, response) => {
    void readRequest(message).then(async (request) => {
      seen.push(request);
      const said = await answer(request);
      if (said === 'silence') return;
      if (said === 'cut') {
        message.socket.destroy();
        return;
      }
      response.writeHead(said.status, { 'content-type': 'application/json' });
      response.end(said.text ?? (said.json === undefined ? '' : JSON.stringify(said.json)));
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      closed += 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const logins = () => seen.filter(({ target }) => target === LOGIN);
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    calls: () => seen.filter(({ target }) => !target.startsWith('/v1/auth/')),
    logins: () => logins().length,
    connections: () => sockets.size,
    closed: () => closed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function readRequest(message: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const token = message.headers['xms-auth-token'];
  return {
    method: message.method ?? '',
    target: message.url ?? '',
    token: typeof token === 'string' ? token : undefined,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

/** A login reply as the contract describes it; one hour unless stated. */
export function tokenReply(uuid: string, lifetimeMs = 3_600_000): Answer {
  const create = '2026-01-01T00:00:00+08:00';
  const expires = new Date(Date.parse(create) + lifetimeMs).toISOString();
  return { status: 201, json: { token: { uuid, create, expires, valid: true } } };
}

/** Logs everybody in and leaves the rest to `answer`. */
export const loggingIn =
  (answer: (request: SeenRequest) => Answer | Promise<Answer>) =>
  (request: SeenRequest): Answer | Promise<Answer> =>
    request.target === LOGIN ? tokenReply('token-1') : answer(request);

export const volumesReply = (...volumes: readonly object[]): Answer => ({
  status: 200,
  json: { block_volumes: volumes },
});

export const aVolume = (id: number, name: string, change: object = {}): object => ({
  id,
  name,
  size: 1_073_741_824,
  sn: `${id}`.padStart(25, '0'),
  status: 'active',
  pool: { id: 1, name: 'pool-a' },
  ...change,
});
