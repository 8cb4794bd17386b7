import 'reflect-metadata';
import { CsiServer } from '@twinsite/csi-adapter';
import { ok } from '@twinsite/domain';
import type { Logger } from 'pino';
import { type DependencyContainer, instanceCachingFactory, container as root } from 'tsyringe';
import type { DriverConfig } from '../config/driver-config.js';
import { logCalls } from '../log-calls.js';
import { DRIVER_NAME, DRIVER_VERSION } from '../version.js';
import { registerArrays } from './arrays.js';
import { registerController } from './controller.js';
import { registerNode } from './node.js';
import { registerNodePorts } from './node-ports.js';
import { TOKENS } from './tokens.js';

/** Wires one driver process. Parts are made when first asked for; a test may register its own before that. */
export function compose(config: DriverConfig, log: Logger): DependencyContainer {
  const container = root.createChildContainer();
  container.register(TOKENS.config, { useValue: config });
  registerArrays(container, log);
  registerNodePorts(container, log);
  registerController(container);
  registerNode(container);
  container.register(TOKENS.identity, {
    useValue: {
      name: DRIVER_NAME,
      vendorVersion: DRIVER_VERSION,
      probe: () => Promise.resolve(ok({ ready: true })),
    },
  });
  container.register(TOKENS.server, {
    useFactory: instanceCachingFactory(
      (parts) =>
        new CsiServer({
          endpoint: config.endpoint,
          identity: parts.resolve(TOKENS.identity),
          observer: logCalls(log),
          ...(config.mode === 'node' ? {} : { controller: parts.resolve(TOKENS.controller) }),
          ...(config.mode === 'controller' ? {} : { node: parts.resolve(TOKENS.node) }),
        }),
    ),
  });
  return container;
}
