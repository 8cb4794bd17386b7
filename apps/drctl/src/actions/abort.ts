import { turnedFrom } from '../moves/group-owner.js';
import type { MoveOptions } from '../moves/move-context.js';
import type { ExitCode } from '../exit-codes.js';
import type { Workbench } from '../workbench.js';
import { carryOut, openMove } from './move.js';
import { onArrays } from './on-arrays.js';
import { onGroup } from './session.js';
import { stop } from './stop.js';

/** `drctl abort GROUP`: ends the move that is under way where it came from, as long as nothing has started on the target. */
export const runAbort = (bench: Workbench, group: string, options: MoveOptions): Promise<ExitCode> =>
  onGroup(bench, { ...options, group }, (session) =>
    onArrays(bench, session, async (arrays) => {
      const state = await openMove(bench, session);
      if (typeof state === 'number') return state;
      if (state === undefined) return stop(bench.terminal, [{ kind: 'move-missing', group }]);
      const turned = turnedFrom(session, state.from);
      return carryOut(bench, {
        ...{ verb: state.verb, session: turned, arrays, options },
        first: { type: 'abort' },
      });
    }),
  );
