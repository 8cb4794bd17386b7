import { describeProblem } from '@twinsite/domain';
import { createArrayDirectory, type XmsCall } from '@twinsite/xms-adapter';
import type { Logger } from 'pino';
import type { DependencyContainer } from 'tsyringe';
import { arrayMetrics } from '../metrics/array-metrics.js';
import { TOKENS, type OwnedArrays } from './tokens.js';

/** `unsynced`: the kind of object that has to be read before the list is whole; undefined: the configuration's is. */
export function openArrays(
  parts: DependencyContainer,
  log: Logger,
  unsynced: string | undefined,
): OwnedArrays {
  const { arrays } = parts.resolve(TOKENS.config);
  const count = arrayMetrics(parts.resolve(TOKENS.metrics));
  let denied = (): void => undefined;
  let listed = arrays;
  const onCall = (call: XmsCall): void => {
    log.debug(call, 'array call');
    count(call);
    if (typeof call.outcome === 'number') parts.resolve(TOKENS.arrayWatch).heard();
    if (isDenial(call)) denied();
  };
  const directory = createArrayDirectory({ arrays, unsynced, onCall });
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
}

const isDenial = ({ outcome }: XmsCall): boolean => outcome === 401 || outcome === 403;
