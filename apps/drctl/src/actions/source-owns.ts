import { describeProblem, readGroupOwner, type Problem } from '@twinsite/domain';
import type { Workbench } from '../workbench.js';
import { limitedSignal } from './limited-signal.js';
import type { GroupSession } from './session.js';

/** How long the arrays may think: a bundle of a group that nobody can tell the owner of is better than none, ms. */
const ASK_MS = 10_000;

/**
 * Why nothing may be kept of the source: another cluster owns the group by the array's word, and what the source has of it is of an
 * earlier time. Undefined: it may. An array that does not answer is a warning.
 */
export async function refusalOfSource(
  bench: Workbench,
  { config, group, source, signal }: GroupSession,
): Promise<Problem | undefined> {
  if (config.arrays.length === 0) return undefined;
  const arrays = await bench.openArrays(config);
  try {
    const owners = await readGroupOwner(arrays.listed(), group.name, limitedSignal([signal], ASK_MS));
    if (!owners.ok) {
      bench.terminal.err(
        `warning: nobody tells who owns group ${group.name}: ${describeProblem(owners.problem)}`,
      );
      return undefined;
    }
    const cluster = source.settings.id;
    const other = owners.value.flatMap(({ current }) => current ?? []).find(({ owner }) => owner !== cluster);
    return other && { ...other, kind: 'not-owner', volume: '(all)', cluster };
  } finally {
    if (!signal.aborted) await arrays.close();
  }
}
