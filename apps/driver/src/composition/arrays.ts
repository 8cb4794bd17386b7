import { describeProblem } from '@twinsite/domain';
import { createArrayDirectory } from '@twinsite/xms-adapter';
import type { Logger } from 'pino';
import { type DependencyContainer, instanceCachingFactory } from 'tsyringe';
import { arrayMetrics } from '../metrics/array-metrics.js';
import { TOKENS, type OwnedArrays } from './tokens.js';

export function registerArrays(container: DependencyContainer, log: Logger): void {
  container.register(TOKENS.arrays, {
    useFactory: instanceCachingFactory((parts): OwnedArrays => {
      const { arrays } = parts.resolve(TOKENS.config);
      const count = arrayMetrics(parts.resolve(TOKENS.metrics));
      const directory = createArrayDirectory({
        arrays,
        onCall: (call) => {
          log.debug(call, 'array call');
          count(call);
          if (typeof call.outcome === 'number') parts.resolve(TOKENS.arrayWatch).heard();
        },
      });
      if (!directory.ok) throw new Error(describeProblem(directory.problem));
      return directory.value;
    }),
  });
}
