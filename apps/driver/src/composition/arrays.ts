import { describeProblem } from '@twinsite/domain';
import { createArrayDirectory, type XmsCall } from '@twinsite/xms-adapter';
import type { Logger } from 'pino';
import { type DependencyContainer, instanceCachingFactory } from 'tsyringe';
import { arrayMetrics } from '../metrics/array-metrics.js';
import { clusterOf } from './kubernetes.js';
import { TOKENS, type OwnedArrays } from './tokens.js';

export function registerArrays(container: DependencyContainer, log: Logger): void {
  container.register(TOKENS.arrays, {
    useFactory: instanceCachingFactory((parts): OwnedArrays => {
      const { arrays } = parts.resolve(TOKENS.config);
      const count = arrayMetrics(parts.resolve(TOKENS.metrics));
      let denied = (): void => undefined;
      let listed = arrays;
      const directory = createArrayDirectory({
        arrays,
        unsynced: clusterOf(parts) === undefined ? undefined : 'accesspaths',
        onCall: (call) => {
          log.debug(call, 'array call');
          count(call);
          if (typeof call.outcome === 'number') parts.resolve(TOKENS.arrayWatch).heard();
          if (isDenial(call)) denied();
        },
      });
      if (!directory.ok) throw new Error(describeProblem(directory.problem));
      const owned = directory.value;
      return {
        listed: () => owned.listed(),
        resolve: (hint) => owned.resolve(hint),
        replace: (list) => {
          const replaced = owned.replace(list);
          if (replaced.ok) listed = list.arrays;
          return replaced;
        },
        identify: (sources, signal) => owned.identify(sources, signal),
        managersOf: (array) => listed.find(({ name }) => name === array)?.managers ?? [],
        onDenied: (listener) => {
          denied = listener;
        },
        close: () => owned.close(),
      };
    }),
  });
}

const isDenial = ({ outcome }: XmsCall): boolean => outcome === 401 || outcome === 403;
