import { join } from 'node:path';
import { serveDriver, type ServedDriver, type TwoSiteWorld } from '@twinsite/demo/world';
import { destination, pino, type Logger } from 'pino';

/** Small, so that the spec that attaches one volume too many is quick; a real node has a few hundred. */
const MAX_VOLUMES = 8;

export interface Drivers {
  readonly controller: ServedDriver;
  readonly node: ServedDriver;
  stop(): Promise<void>;
}

export const logTo = (logs: string, name: string): Logger =>
  pino({ level: 'debug' }, destination({ dest: join(logs, `${name}.log`), sync: true }));

/** The driver in both modes, each on a socket of its own, with its log in a file. */
export async function startDrivers(world: TwoSiteWorld, node: string, logs: string): Promise<Drivers> {
  const controller = await serveDriver(
    { ...world.config('controller'), maxVolumes: MAX_VOLUMES },
    undefined,
    logTo(logs, 'controller'),
  );
  const settings = {
    name: node,
    stateDirectory: join(world.directory, node),
    hostPrefix: [],
  };
  const config = { ...world.config(node), mode: 'node' as const, node: settings, maxVolumes: MAX_VOLUMES };
  const served = await serveDriver(config, { host: world.machineOf(node) }, logTo(logs, 'node'));
  return {
    controller,
    node: served,
    stop: async () => {
      await Promise.all([controller.stop(), served.stop()]);
    },
  };
}
