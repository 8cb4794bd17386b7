import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { LAB_ADDRESS } from '@twinsite/lab';

const PORT = 16_443;

interface Place {
  readonly host: string;
  readonly port: number;
}

/**
 * The line from the operator at site B to the API server of A. Cut, it is silent: connections are neither refused nor ended, and
 * nothing comes through; A itself does not notice.
 */
export class Line {
  readonly server = `https://${LAB_ADDRESS}:${PORT}`;
  readonly #listener: Server;
  readonly #sockets = new Set<Socket>();
  readonly #to: Place;
  #isCut = false;

  private constructor(to: Place) {
    this.#to = to;
    this.#listener = createServer((socket) => this.#join(socket));
  }

  /** `to`: an API server as `host:port`. */
  static async to(server: string): Promise<Line> {
    const [host = '', port] = server.split(':');
    const line = new Line({ host, port: Number(port) });
    line.#listener.listen(PORT, LAB_ADDRESS);
    await once(line.#listener, 'listening');
    return line;
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) {
      socket.unpipe();
      socket.pause();
    }
  }

  /** Connections of before have lost bytes, and end. */
  heal(): void {
    this.#isCut = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    const closed = once(this.#listener, 'close');
    this.#listener.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #join(socket: Socket): void {
    this.#keep(socket);
    if (this.#isCut) {
      socket.pause();
      return;
    }
    const other = connect(this.#to);
    this.#keep(other);
    socket.pipe(other);
    other.pipe(socket);
    socket.once('close', () => other.destroy());
    other.once('close', () => socket.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    // Its end follows, and is all that matters.
    socket.on('error', () => undefined);
  }
}
