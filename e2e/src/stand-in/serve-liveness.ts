import { once } from 'node:events';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { createCsiClient } from '@twinsite/csi-adapter';

const PORT = '9808';

/**
 * Stands in for livenessprobe, with its flags `--csi-address`, `--health-port` and `--http-endpoint`: /healthz is 200 while
 * the driver's Probe answers. Other flags are not its concern.
 */
export async function serveLiveness(flags: readonly string[], stop: AbortSignal): Promise<void> {
  const { values } = parseArgs({ args: [...flags], strict: false });
  const client = createCsiClient(`unix://${String(values['csi-address'])}`);
  const [host, port] = listenAddress(values['http-endpoint'], values['health-port']);
  const server = createServer((_, response) => {
    client.identity.probe({}).then(
      ({ ready }) =>
        response.writeHead(ready === false ? 500 : 200).end(ready === false ? 'not ready' : 'ok'),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : 'failed'),
    );
  });
  server.listen(Number(port), host);
  await once(server, 'listening');
  process.stdout.write(`/healthz on ${host === '' ? 'every address' : host}, port ${port}\n`);
  if (!stop.aborted) await once(stop, 'abort');
  client.close();
  server.closeAllConnections();
  server.close();
}

function listenAddress(endpoint: unknown, healthPort: unknown): readonly [host: string, port: string] {
  if (typeof endpoint === 'string' && endpoint !== '') {
    const colon = endpoint.lastIndexOf(':');
    return [endpoint.slice(0, colon), endpoint.slice(colon + 1)];
  }
  return ['', typeof healthPort === 'string' ? healthPort : PORT];
}
