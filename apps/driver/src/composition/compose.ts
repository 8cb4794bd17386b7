import 'reflect-metadata';
import { CsiServer, type CallObserver, type CsiServerOptions } from '@twinsite/csi-adapter';
import { Registry } from 'prom-client';
import type { Logger } from 'pino';
import { type DependencyContainer, instanceCachingFactory, container as root } from 'tsyringe';
import type { DriverConfig } from '../config/driver-config.js';
import type { ClusterAccess } from '../kubernetes/reach-cluster.js';
import { logCalls } from '../log-calls.js';
import { buildInfo } from '../metrics/build-info.js';
import { callMetrics } from '../metrics/call-metrics.js';
import { DRIVER_VERSION } from '../version.js';
import { registerArrays } from './arrays.js';
import { registerController } from './controller.js';
import { registerIdentity } from './identity.js';
import { registerKubernetes } from './kubernetes.js';
import { registerNode } from './node.js';
import { registerNodePorts } from './node-ports.js';
import { NFS_TOKENS } from './nfs/nfs-tokens.js';
import { registerNfs } from './nfs/register-nfs.js';
import { TOKENS } from './tokens.js';

/**
 * Wires one driver process, with Kubernetes where there is access to it. Parts are made when first asked for; a test may
 * register its own before that.
 */
export function compose(config: DriverConfig, log: Logger, access?: ClusterAccess): DependencyContainer {
  const container = root.createChildContainer();
  container.register(TOKENS.config, { useValue: config });
  container.register(TOKENS.metrics, { useFactory: instanceCachingFactory(() => registryOf(config)) });
  if (config.driver === 'nfs') registerNfs(container, log, access);
  else registerIscsi(container, log, access);
  container.register(TOKENS.server, {
    useFactory: instanceCachingFactory(
      (parts) =>
        new CsiServer({
          endpoint: config.endpoint,
          identity: parts.resolve(TOKENS.identity),
          observer: observeCalls(logCalls(log, config.node), callMetrics(parts.resolve(TOKENS.metrics))),
          ...servicesOf(parts, config),
        }),
    ),
  });
  return container;
}

/** The rooms of `iscsi.csi.xsky.com`. */
function registerIscsi(container: DependencyContainer, log: Logger, access: ClusterAccess | undefined): void {
  if (access !== undefined) registerKubernetes(container, access, log);
  registerArrays(container, log);
  registerNodePorts(container, log);
  registerController(container);
  registerNode(container);
  registerIdentity(container, log);
}

function servicesOf(parts: DependencyContainer, { driver, mode }: DriverConfig): Partial<CsiServerOptions> {
  const [isController, isNode] = [mode !== 'node', mode !== 'controller'];
  if (driver === 'nfs') {
    const controller = isController ? { controller: parts.resolve(NFS_TOKENS.controller) } : {};
    return { files: { ...controller, ...(isNode ? { node: parts.resolve(NFS_TOKENS.node) } : {}) } };
  }
  return {
    ...(isController ? { controller: parts.resolve(TOKENS.controller) } : {}),
    ...(isNode ? { node: parts.resolve(TOKENS.node) } : {}),
  };
}

function registryOf({ mode }: DriverConfig): Registry {
  const registry = new Registry();
  buildInfo(registry, { version: DRIVER_VERSION, mode });
  return registry;
}

const observeCalls = (log: CallObserver, count: CallObserver['finished']): CallObserver => ({
  started: (call) => log.started(call),
  finished: (call) => {
    log.finished(call);
    count(call);
  },
});
