import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createCsiClient } from '@twinsite/csi-adapter';
import { Registrar } from './registrar.js';

const DRIVER_MS = 60_000;
/** Where node-driver-registrar's image puts its socket unless it is told otherwise. */
const REGISTRY = '/registration';

/**
 * Stands in for node-driver-registrar, with its flags `--csi-address` and `--kubelet-registration-path`: asks the driver
 * its name and serves the kubelet until it is stopped. Other flags are not its concern.
 */
export async function serveRegistrar(flags: readonly string[], stop: AbortSignal): Promise<void> {
  const { values } = parseArgs({ args: [...flags], strict: false });
  const endpoint = String(values['kubelet-registration-path']);
  const client = createCsiClient(`unix://${String(values['csi-address'])}`);
  await client.ready(DRIVER_MS);
  const { name } = await client.identity.getPluginInfo({});
  client.close();
  const info = { type: 'CSIPlugin', name, endpoint, supportedVersions: ['1.0.0'] } as const;
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const registrar = new Registrar(info, ({ registered, error }) => {
    say(registered ? `${name} is registered` : `the kubelet refused ${name}: ${error}`);
  });
  const socket = join(REGISTRY, `${name}-reg.sock`);
  await registrar.listen(socket);
  say(`${name} waits for the kubelet on ${socket}`);
  if (!stop.aborted) await once(stop, 'abort');
  registrar.close();
}
