import { join } from 'node:path';
import { createCsiClient } from '@twinsite/csi-adapter';
import type { ArrayDirectory, NodePorts } from '@twinsite/domain';
import { compose, TOKENS, type DriverConfig, type NodeHost } from '@twinsite/driver';
import { createArrayDirectory, type XmsTimings } from '@twinsite/xms-adapter';
import type { SimulatorOptions } from '@twinsite/xms-adapter/simulator';
import type { Logger } from 'pino';
import { expect, onTestFinished, vi } from 'vitest';
import { quiet, type ServedDriver } from '../../src/world/drivers.js';
import { TwoSiteWorld } from '../../src/world/two-site-world.js';

/** A busy machine may take its time; what must be quick is measured by the test itself. */
vi.setConfig({ testTimeout: 20_000 });

/** The composition itself only knows the defaults, which wait longer than a test may. */
const QUICK: Partial<XmsTimings> = { connectMs: 1000, replyMs: 3000, pollMs: 5, maxPollMs: 50 };

/** For tests that wait for a manager which will not answer. */
export const IMPATIENT: Partial<XmsTimings> = { connectMs: 200, replyMs: 400, darkPauseMs: 50 };

export interface DriverChoices {
  readonly config?: Partial<DriverConfig>;
  readonly timings?: Partial<XmsTimings>;
  /** Stands between the use cases and the arrays. */
  readonly between?: (arrays: ArrayDirectory) => ArrayDirectory;
  readonly log?: Logger;
}

/** A world that ends with the test; no request and no reply in it may differ from the API's schema. */
export async function aWorld(options: SimulatorOptions = {}): Promise<TwoSiteWorld> {
  const world = await TwoSiteWorld.start({ reconcileMs: 20, pollMs: 10, callMs: 200, ...options });
  onTestFinished(async () => {
    const violations = world.simulator.violations();
    await world.stop();
    expect(violations).toEqual([]);
  });
  return world;
}

/** The composed controller on its own socket. */
export async function aController(
  world: TwoSiteWorld,
  name = 'controller',
  choices: DriverChoices = {},
): Promise<ServedDriver> {
  const config: DriverConfig = { ...world.config(name), ...choices.config, mode: 'controller' };
  const { log = quiet, between } = choices;
  const directory = createArrayDirectory({
    arrays: config.arrays,
    timings: { ...QUICK, ...choices.timings },
    onCall: (call) => log.debug(call, 'array call'),
  });
  if (!directory.ok) throw new Error(directory.problem.remedy);
  const arrays: ArrayDirectory = between === undefined ? directory.value : between(directory.value);
  const close = (): Promise<void> => directory.value.close();
  const owned: Arrays = { listed: () => arrays.listed(), resolve: (hint) => arrays.resolve(hint), close };
  return served(config, log, { arrays: owned });
}

/** The composed node service of this machine on its own socket. */
export async function aNode(
  world: TwoSiteWorld,
  name: string,
  ports?: NodePorts,
  log: Logger = quiet,
): Promise<ServedDriver> {
  const stateDirectory = join(world.directory, name);
  const node = { name, stateDirectory, hostPrefix: [] };
  return served({ ...world.config(name), mode: 'node', node }, log, {
    host: world.machineOf(name),
    ...(ports === undefined ? {} : { ports }),
  });
}

type Arrays = ArrayDirectory & { close(): Promise<void> };

const DRAIN_MS = 200;

async function served(
  config: DriverConfig,
  log: Logger,
  parts: { readonly arrays?: Arrays; readonly host?: NodeHost; readonly ports?: NodePorts },
): Promise<ServedDriver> {
  const container = compose(config, log);
  if (parts.arrays !== undefined) container.register(TOKENS.arrays, { useValue: parts.arrays });
  if (parts.host !== undefined) container.register(TOKENS.nodeHost, { useValue: parts.host });
  if (parts.ports !== undefined) container.register(TOKENS.nodePorts, { useValue: parts.ports });
  const server = container.resolve(TOKENS.server);
  const started = await server.start();
  if (!started.ok || config.endpoint.kind !== 'unix') throw new Error('the driver cannot listen');
  const endpoint = `unix://${config.endpoint.path}`;
  const client = createCsiClient(endpoint);
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      client.close();
      await server.drain(DRAIN_MS);
      await parts.arrays?.close();
    })();
    return stopping;
  };
  onTestFinished(stop);
  return { endpoint, client, stop };
}
