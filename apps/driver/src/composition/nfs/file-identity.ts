import { ArrayWatch, ok, type Readiness } from '@twinsite/domain';
import { nfsReadiness } from '@twinsite/nfs-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import type { Logger } from 'pino';
import { type DependencyContainer, instanceCachingFactory } from 'tsyringe';
import { cachedReadiness } from '../../readiness/cached-readiness.js';
import { toldReadiness } from '../../readiness/told-readiness.js';
import { DRIVER_VERSION, NFS_DRIVER_NAME } from '../../version.js';
import { ofController } from '../identity.js';
import { TOKENS } from '../tokens.js';
import { NFS_TOKENS } from './nfs-tokens.js';

export function registerFileIdentity(container: DependencyContainer, log: Logger): void {
  container.register(TOKENS.arrayWatch, {
    useFactory: instanceCachingFactory((parts) => new ArrayWatch(parts.resolve(TOKENS.arrays), systemClock)),
  });
  container.register(TOKENS.identity, {
    useFactory: instanceCachingFactory((parts) => {
      const ask = toldReadiness(readinessOf(parts), log);
      return { name: NFS_DRIVER_NAME, vendorVersion: DRIVER_VERSION, probe: async () => ok(await ask()) };
    }),
  });
}

function readinessOf(parts: DependencyContainer): () => Promise<Readiness> {
  const { mode } = parts.resolve(TOKENS.config);
  const node =
    mode === 'controller'
      ? undefined
      : cachedReadiness(nfsReadiness(parts.resolve(NFS_TOKENS.nodeHost).host));
  const controller = mode === 'node' ? undefined : ofController(parts);
  return async () => {
    const answers = [await node?.(), controller?.()];
    return answers.find((answer) => answer?.ready === false) ?? { ready: true };
  };
}
