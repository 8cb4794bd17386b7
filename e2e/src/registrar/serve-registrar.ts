import { once } from 'node:events';
import { createCsiClient } from '@twinsite/csi-adapter';
import { Registrar } from './registrar.js';

const DRIVER_MS = 60_000;

/** `internal-registrar CSI_SOCKET REGISTRY_SOCKET`: asks the driver its name and serves until it is stopped. */
export async function serveRegistrar(
  [csiSocket = '', registrySocket = '']: readonly string[],
  stop: AbortSignal,
): Promise<number> {
  const client = createCsiClient(`unix://${csiSocket}`);
  await client.ready(DRIVER_MS);
  const { name } = await client.identity.getPluginInfo({});
  client.close();
  const info = { type: 'CSIPlugin', name, endpoint: csiSocket, supportedVersions: ['1.0.0'] } as const;
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const registrar = new Registrar(info, ({ registered, error }) => {
    say(registered ? `${name} is registered` : `the kubelet refused ${name}: ${error}`);
  });
  await registrar.listen(registrySocket);
  say(`${name} waits for the kubelet on ${registrySocket}`);
  if (!stop.aborted) await once(stop, 'abort');
  registrar.close();
  return 0;
}
