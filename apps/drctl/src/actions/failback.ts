import type { MoveState } from '@twinsite/domain';
import { fromOwner, turnedFrom } from '../moves/group-owner.js';
import type { MoveOptions } from '../moves/move-context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { OpenArrays, Workbench } from '../workbench.js';
import { carryOut, isConfirmed, openMove, refuse } from './move.js';
import { onArrays } from './on-arrays.js';
import { reprotect } from './reprotect.js';
import { onGroup, type GroupSession } from './session.js';
import { stop } from './stop.js';

/**
 * `drctl failback GROUP`: home in good order. Home is `--to`, or the first cluster of drctl.yaml, which is made the standby first; a
 * group that is at home stays there.
 */
export const runFailback = (bench: Workbench, group: string, options: MoveOptions): Promise<ExitCode> =>
  onGroup(bench, { ...options, group }, (given) =>
    onArrays(bench, given, async (arrays) => {
      const isSaid = options.from !== undefined || options.to !== undefined;
      const home = (isSaid ? given.target : given.source).settings.id;
      const open = await openMove(bench, given);
      if (typeof open === 'number') return open;
      if (open !== undefined) return goOn(bench, { given, arrays, options }, open, home);
      return goHome(bench, { given, arrays, options }, home);
    }),
  );

interface Order {
  readonly given: GroupSession;
  readonly arrays: OpenArrays;
  readonly options: MoveOptions;
}

/** What it had on its own cluster before is the group's, and is written over. */
const taking = (options: MoveOptions): MoveOptions => ({ ...options, conflict: 'take' });

/** Cut off on its way home. */
function goOn(
  bench: Workbench,
  { given, arrays, options }: Order,
  open: MoveState,
  home: string,
): Promise<ExitCode> | ExitCode {
  if (open.verb !== 'relocate' || open.to !== home) return refuse(bench, open, 'failback');
  const session = turnedFrom(given, open.from);
  return carryOut(bench, { verb: 'relocate', session, arrays, options: taking(options) });
}

async function goHome(bench: Workbench, { given, arrays, options }: Order, home: string): Promise<ExitCode> {
  const { terminal } = bench;
  const turned = await fromOwner(given, arrays);
  if (!turned.ok) return stop(terminal, [turned.problem]);
  const session = turned.value;
  if (session.source.settings.id === home) {
    terminal.err(`group ${session.group.name} is at home: cluster ${home} owns it, and nothing was changed`);
    return EXIT.ok;
  }
  if (!(await isConfirmed(bench, session, { verb: 'failback', yes: options.yes }))) return EXIT.refused;
  const ready = await reprotect(bench, session, options);
  if (ready !== EXIT.ok) return ready;
  return carryOut(bench, { verb: 'relocate', session, arrays, options: taking(options) });
}
