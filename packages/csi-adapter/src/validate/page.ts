import { ok, type GeneralProblem, type PageRequest, type Result } from '@twinsite/domain';
import { invalid } from './required.js';

/** CSI: max_entries must not be negative. Whether a token is one of ours is the domain's business (ABORTED). */
export function parsePage(wire: {
  readonly maxEntries: number;
  readonly startingToken: string;
}): Result<PageRequest, GeneralProblem> {
  const { maxEntries, startingToken } = wire;
  if (maxEntries < 0)
    return invalid('max_entries', String(maxEntries), 'give a positive number, or 0 for no limit');
  return ok({ maxEntries, startingToken });
}
