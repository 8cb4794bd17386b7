import type { WebSocket } from 'undici';
import { OutputTail } from './output-tail.js';

/** The first byte of every message, as of kubectl. */
const [STDOUT, STDERR, STATUS] = [1, 2, 3];
const OUTPUT_BYTES = 4096;
/** A Status is shorter. */
const STATUS_BYTES = 65_536;

/** What was heard of one command. */
export interface ExecSession {
  /** False: the server opened no WebSocket. */
  readonly opened: boolean;
  /** JSON of a Status; undefined: none came. */
  readonly status: string | undefined;
  /** The end of what it wrote. */
  readonly output: string;
}

/** Listens until the server closes, or the signal fires; the socket is closed after that. */
export function hearExec(socket: WebSocket, signal: AbortSignal): Promise<ExecSession> {
  const output = new OutputTail(OUTPUT_BYTES);
  const status = new OutputTail(STATUS_BYTES);
  let opened = false;
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => {
    opened = true;
  });
  socket.addEventListener('message', ({ data }) => {
    const bytes = Buffer.from(data as ArrayBuffer);
    if (bytes[0] === STDOUT || bytes[0] === STDERR) output.add(bytes.subarray(1));
    if (bytes[0] === STATUS) status.add(bytes.subarray(1));
  });
  return new Promise((resolve) => {
    const end = (): void => {
      signal.removeEventListener('abort', end);
      socket.close();
      const told = status.text();
      resolve({ opened, status: told === '' ? undefined : told, output: output.text() });
    };
    socket.addEventListener('close', end);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
