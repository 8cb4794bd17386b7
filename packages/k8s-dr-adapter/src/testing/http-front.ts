import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
/** Of a request for a WebSocket. */
export type Upgrade = (request: IncomingMessage, socket: Duplex) => void;

/** A listening socket that can go and come back on its port. */
export class HttpFront {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private port = 0;
  private isCut = false;

  constructor(serve: Serve, upgrade: Upgrade) {
    this.server = createServer((request, response) => {
      serve(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
    this.server.on('upgrade', upgrade);
    this.server.on('connection', (socket) => {
      if (this.isCut) {
        socket.destroy();
        return;
      }
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  up(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.port, '127.0.0.1', () => {
        this.port = (this.server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  /** Refuses connections and breaks off those there are. */
  down(): Promise<void> {
    const closed = new Promise<void>((resolve) => void this.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    return closed;
  }

  /** Ends every connection at once, also those that come, and keeps its port: `down` may lose it to somebody else. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  heal(): void {
    this.isCut = false;
  }
}
