import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tempDir } from './porch.js';

export interface Relay {
  readonly socket: string;
  /** Breaks every connection without a goodbye. */
  cut(): void;
}

/** A socket in front of another one, so that a test can tear the connection between client and server. */
export async function relayTo(target: string): Promise<Relay> {
  const socket = join(await tempDir(), 'relay.sock');
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target);
    for (const end of [near, far]) {
      open.add(end);
      end.on('error', () => end.destroy());
    }
    near.pipe(far).pipe(near);
  }).listen(socket);
  await once(server, 'listening');
  const cut = (): void => {
    for (const end of open) end.destroy();
  };
  onTestFinished(() => {
    cut();
    server.close();
  });
  return { socket, cut };
}
