import type { Problem, Result } from '@twinsite/domain';
import type { ArrayContext } from './array-context.js';

/** The key of the one list of access paths in the memory. */
export const ALL_PATHS = 'all';

/**
 * Forgets an access path when the change of it has ended, however it ended: what nodes are told next is read anew. Another
 * process goes on with what it read for at most `topologyAgeMs`.
 */
export async function forgetAccessPath<T>(
  { memory }: ArrayContext,
  name: string,
  change: Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  const outcome = await change;
  memory.accessPaths.forget(name);
  memory.accessPathList.forget(ALL_PATHS);
  return outcome;
}
