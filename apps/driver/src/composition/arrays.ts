import type { Logger } from 'pino';
import { type DependencyContainer, instanceCachingFactory } from 'tsyringe';
import { clusterOf } from './kubernetes.js';
import { openArrays } from './open-arrays.js';
import { TOKENS } from './tokens.js';

export function registerArrays(container: DependencyContainer, log: Logger): void {
  container.register(TOKENS.arrays, {
    useFactory: instanceCachingFactory((parts) =>
      openArrays(parts, log, clusterOf(parts) === undefined ? undefined : 'accesspaths'),
    ),
  });
}
