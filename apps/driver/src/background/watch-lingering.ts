import { describeProblem, type LingeringMounts } from '@twinsite/domain';
import type { Logger } from 'pino';
import { logDefect } from './log-defect.js';
import { isStopping, startLoop, type Loop } from './loop.js';

export interface LingeringParts {
  readonly lingering: LingeringMounts;
  readonly log: Logger;
  readonly counted: (mounts: number) => void;
  /** Unit: ms; 30 s by default. */
  readonly everyMs?: number;
}

const EVERY_MS = 30_000;
const GAP_MS = 1000;
const PASS_MS = 20_000;

/** Tells of mounts that the kernel still holds, when one is new and when one is over. */
export function watchLingering({ lingering, log, counted, everyMs = EVERY_MS }: LingeringParts): Loop {
  let last: readonly string[] = [];
  return startLoop({
    everyMs,
    gapMs: Math.min(GAP_MS, everyMs),
    limitMs: PASS_MS,
    onDefect: (error) => logDefect(log, error),
    pass: async (signal) => {
      const found = await lingering.list(signal);
      if (!found.ok) {
        const line = { problem: found.problem.kind, detail: describeProblem(found.problem) };
        if (!isStopping(signal)) log.warn(line, 'lingering mounts');
        return undefined;
      }
      counted(found.value.length);
      const now = found.value.map(({ volume, device }) => `${volume} ${device}`);
      for (const { volume, source, device, reason } of found.value)
        if (!last.includes(`${volume} ${device}`))
          log.warn({ volumeId: volume, source, device, reason }, 'mount lingers');
      for (const gone of last.filter((each) => !now.includes(each)))
        log.info({ volumeId: gone.split(' ')[0] }, 'mount lingers no more');
      last = now;
      return undefined;
    },
  });
}
