import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { ManagerSpec } from '../topology/topology.js';
import { baseUrl } from './base-url.js';
import { type Desk, serve } from './manager-desk.js';

/** `refusing`: the port is closed. `silent`: connections open, and no answer ever comes. */
export type ManagerState = 'up' | 'refusing' | 'silent';

/** One manager: an address that answers for the array the managers share. */
export class ManagerServer {
  readonly spec: ManagerSpec;
  latencyMs = 0;
  private readonly desk: Desk;
  private readonly inMinority: () => Promise<boolean>;
  private readonly sockets = new Set<Socket>();
  private readonly swallowed = new Set<ServerResponse>();
  private server: Server | undefined;
  private current: ManagerState = 'up';
  private port = 0;

  constructor(spec: ManagerSpec, desk: Desk, inMinority: () => Promise<boolean>) {
    this.spec = spec;
    this.desk = desk;
    this.inMinority = inMinority;
    this.port = spec.port;
  }

  /** `http://host:port`, with the port really in use. */
  url(): string {
    return baseUrl(this.spec.host, this.port);
  }

  state(): ManagerState {
    return this.current;
  }

  swallowedCount(): number {
    return this.swallowed.size;
  }

  async setState(state: ManagerState): Promise<void> {
    const before = this.current;
    this.current = state;
    if (state === 'refusing' && before !== 'refusing') await this.close();
    if (state !== 'refusing' && before === 'refusing') await this.listen();
    if (state === 'up') this.dropSwallowed();
  }

  async listen(): Promise<void> {
    const server = createServer((request, response) => {
      const mood = {
        name: this.spec.name,
        latencyMs: () => this.latencyMs,
        audible: () => this.current === 'up' && this.server === server,
        inMinority: this.inMinority,
      };
      void serve(this.desk, mood, request, response).then(() => {
        if (response.writableEnded) return;
        this.swallowed.add(response);
        response.once('close', () => this.swallowed.delete(response));
      });
    });
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, this.spec.host, resolve);
    });
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** Whoever was kept waiting in the silence learns now that the connection is gone. */
  private dropSwallowed(): void {
    for (const response of this.swallowed) response.destroy();
    this.swallowed.clear();
  }
}
