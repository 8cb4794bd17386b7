import { ArrayWatch, nodeReadiness, ok, type Readiness } from '@twinsite/domain';
import { systemClock } from '@twinsite/xms-adapter';
import type { Logger } from 'pino';
import { type DependencyContainer, instanceCachingFactory } from 'tsyringe';
import { cachedReadiness } from '../readiness/cached-readiness.js';
import { toldReadiness } from '../readiness/told-readiness.js';
import { DRIVER_NAME, DRIVER_VERSION } from '../version.js';
import { TOKENS } from './tokens.js';

/** How long asking the arrays in the background may take. Unit: ms. */
const ASK_MS = 20_000;

export function registerIdentity(container: DependencyContainer, log: Logger): void {
  container.register(TOKENS.arrayWatch, {
    useFactory: instanceCachingFactory((parts) => new ArrayWatch(parts.resolve(TOKENS.arrays), systemClock)),
  });
  container.register(TOKENS.identity, {
    useFactory: instanceCachingFactory((parts) => {
      const ask = toldReadiness(readinessOf(parts), log);
      return { name: DRIVER_NAME, vendorVersion: DRIVER_VERSION, probe: async () => ok(await ask()) };
    }),
  });
}

function readinessOf(parts: DependencyContainer): () => Promise<Readiness> {
  const { mode } = parts.resolve(TOKENS.config);
  const node = mode === 'controller' ? undefined : ofNode(parts);
  const controller = mode === 'node' ? undefined : ofController(parts);
  return async () => {
    const answers = [await node?.(), controller?.()];
    return answers.find((answer) => answer?.ready === false) ?? { ready: true };
  };
}

function ofNode(parts: DependencyContainer): () => Promise<Readiness> {
  const { services } = parts.resolve(TOKENS.nodeHost);
  return cachedReadiness(nodeReadiness(services, parts.resolve(TOKENS.nodePorts)));
}

export function ofController(parts: DependencyContainer): () => Readiness {
  const watch = parts.resolve(TOKENS.arrayWatch);
  return () => watch.look(AbortSignal.timeout(ASK_MS));
}
