import { describeProblem, type Problem, type Result } from '@twinsite/domain';
import type { ArrayListFinding, MergedArrays } from '@twinsite/xms-adapter';
import type { Logger } from 'pino';
import { logDefect } from './log-defect.js';
import { isStopping, startLoop, type Loop } from './loop.js';

export interface FollowParts {
  readonly pass: (signal: AbortSignal) => Promise<Result<MergedArrays, Problem>>;
  readonly log: Logger;
  /** What a person should know of the list as it is now. */
  readonly told: (findings: readonly ArrayListFinding[]) => void;
  /** The list differs from the one before. */
  readonly changed: () => void;
}

/** A Secret is no object that is watched: it is read again and again, so that a new password is found. */
const EVERY_MS = 30_000;
const GAP_MS = 1000;
const PASS_MS = 25_000;

/** Keeps the list of arrays as AccessPaths and Secrets have it. */
export function followArrays({ pass, log, told, changed }: FollowParts): Loop {
  let last = '';
  return startLoop({
    everyMs: EVERY_MS,
    gapMs: GAP_MS,
    limitMs: PASS_MS,
    onDefect: (error) => logDefect(log, error),
    pass: async (signal) => {
      const listed = await pass(signal);
      if (!listed.ok) {
        const { kind } = listed.problem;
        const line = { problem: kind, detail: describeProblem(listed.problem) };
        const isEarly = kind === 'kubernetes-unsynced';
        if (!isStopping(signal)) log[isEarly ? 'debug' : 'warn'](line, 'array list');
        // Of a cluster without AccessPaths no change ever tells that they have been listed.
        return isEarly ? GAP_MS : undefined;
      }
      const arrays = listed.value.arrays.map(describeArray);
      const text = JSON.stringify(arrays);
      if (text !== last) {
        log.info({ arrays }, 'array list');
        changed();
      }
      last = text;
      told(listed.value.findings);
      return undefined;
    },
  });
}

/** What of an array may be told: never more of its credentials than why there are none. */
const describeArray = ({ name, managers, credentials }: MergedArrays['arrays'][number]) => ({
  name,
  managers,
  ...(credentials.kind === 'missing' ? { lacks: credentials.reason } : {}),
});
