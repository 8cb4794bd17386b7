import { join } from 'node:path';
import { createCsiClient, type CsiClient } from '@twinsite/csi-adapter';
import type { NodePorts } from '@twinsite/domain';
import {
  compose,
  NFS_TOKENS,
  TOKENS,
  type DriverConfig,
  type NfsNodeHost,
  type NodeHost,
} from '@twinsite/driver';
import { pino, type Logger } from 'pino';

export interface ServedDriver {
  readonly endpoint: string;
  readonly client: CsiClient;
  /** Drains the server and closes the client; the socket is gone afterwards. */
  stop(): Promise<void>;
}

export const quiet: Logger = pino({ enabled: false });
const DRAIN_MS = 5000;

/** What stands in for the machine in node mode. */
export type Machine = BlockMachine | FileMachine;

export interface BlockMachine {
  readonly host: NodeHost;
  /** Instead of what the driver makes of the host. */
  readonly ports?: NodePorts;
}

export interface FileMachine {
  readonly nfs: NfsNodeHost;
}

/** The driver's own composition on a real socket; in node mode its host may be replaced by a simulated one. */
export async function serveDriver(
  config: DriverConfig,
  machine?: Machine,
  log: Logger = quiet,
): Promise<ServedDriver> {
  const container = compose(config, log);
  if (machine !== undefined) standIn(container, machine);
  const server = container.resolve(TOKENS.server);
  const started = await server.start();
  if (!started.ok) throw new Error(started.problem.message);
  if (config.endpoint.kind !== 'unix') throw new Error('the demo serves unix sockets');
  const endpoint = `unix://${config.endpoint.path}`;
  const client = createCsiClient(endpoint);
  return {
    endpoint,
    client,
    stop: async () => {
      client.close();
      await server.drain(DRAIN_MS);
      if (config.mode !== 'node') await container.resolve(TOKENS.arrays).close();
    },
  };
}

function standIn(container: ReturnType<typeof compose>, machine: Machine): void {
  if ('nfs' in machine) {
    container.register(NFS_TOKENS.nodeHost, { useValue: machine.nfs });
    return;
  }
  container.register(TOKENS.nodeHost, { useValue: machine.host });
  if (machine.ports !== undefined) container.register(TOKENS.nodePorts, { useValue: machine.ports });
}

export const socketIn = (directory: string, name: string): DriverConfig['endpoint'] => ({
  kind: 'unix',
  path: join(directory, `${name}.sock`),
});
