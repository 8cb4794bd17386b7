import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ApiFault } from './api-fault.js';
import type { ApiPath } from './api-path.js';

/** A command as a container got it. */
export interface SeenExec {
  readonly namespace: string;
  readonly pod: string;
  /** Empty: the pod's default one. */
  readonly container: string;
  readonly command: readonly string[];
}

export interface ExecEnd {
  readonly stdout?: string;
  readonly stderr?: string;
  /** 0 when absent. */
  readonly exitCode?: number;
  /** It never ends. */
  readonly hangs?: boolean;
}

const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const [BINARY, CLOSE] = [0x82, 0x88];
const [STDOUT, STDERR, STATUS] = [1, 2, 3];

/** The containers of an API server in memory: commands come in over WebSockets, and end as a test says. */
export class FakeExecs {
  readonly seen: SeenExec[] = [];
  /** What a command does. */
  onExec: (exec: SeenExec) => ExecEnd = () => ({});

  serve(
    { headers }: IncomingMessage,
    socket: Duplex,
    { path, query }: { path: ApiPath; query: URLSearchParams },
  ): void {
    const exec = {
      namespace: path.namespace ?? '',
      pod: path.name ?? '',
      container: query.get('container') ?? '',
      command: query.getAll('command'),
    };
    this.seen.push(exec);
    const key = createHash('sha1')
      .update(`${headers['sec-websocket-key'] ?? ''}${WEBSOCKET_GUID}`)
      .digest('base64');
    const [protocol = ''] = (headers['sec-websocket-protocol'] ?? '').split(', ');
    const lines = [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${key}`,
      `Sec-WebSocket-Protocol: ${protocol}`,
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    // Whoever says anything wants to leave.
    socket.once('data', () => socket.end(frame(CLOSE, Buffer.alloc(0))));
    this.answer(socket, this.onExec(exec));
  }

  /** A WebSocket that is not opened. */
  refuse(socket: Duplex, fault: ApiFault): void {
    const body = JSON.stringify(fault.toStatus());
    const head = `HTTP/1.1 ${fault.status} Refused\r\ncontent-type: application/json\r\nconnection: close`;
    socket.end(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  private answer(socket: Duplex, { stdout, stderr, exitCode = 0, hangs = false }: ExecEnd): void {
    const say = (channel: number, text: string): void =>
      void socket.write(frame(BINARY, Buffer.concat([Buffer.from([channel]), Buffer.from(text)])));
    if (stdout !== undefined) say(STDOUT, stdout);
    if (stderr !== undefined) say(STDERR, stderr);
    if (hangs) return;
    say(STATUS, JSON.stringify(statusOf(exitCode)));
    socket.write(frame(CLOSE, Buffer.from([3, 232])));
  }
}

const statusOf = (exitCode: number): object =>
  exitCode === 0
    ? { metadata: {}, status: 'Success' }
    : {
        metadata: {},
        status: 'Failure',
        message: `command terminated with non-zero exit code: exit status ${exitCode}`,
        reason: 'NonZeroExitCode',
        details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
      };

/** One whole message of a server, at most 65535 bytes. */
function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = length < 126 ? [opcode, length] : [opcode, 126, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), payload]);
}
