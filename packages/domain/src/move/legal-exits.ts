import type { MovePhase, MoveState } from './move-state.js';

export interface LegalExit {
  /** As it is typed. */
  readonly command: string;
  readonly does: string;
}

type Exits = (state: MoveState) => readonly LegalExit[];

const goOn =
  (does: string) =>
  (state: MoveState): LegalExit => ({ command: again(state), does });
const abort =
  (does: string) =>
  (state: MoveState): LegalExit => ({
    command: `drctl abort ${state.group}`,
    does,
  });

const again = ({ verb, group, from, to }: MoveState): string =>
  `drctl ${verb} ${group} --from ${from} --to ${to}`;

const UNDO = abort('starts on the source again what was stopped there');
const GIVE_BACK = abort('gives the group back to the source: the target has not started');

const both =
  (...exits: readonly ((state: MoveState) => LegalExit)[]): Exits =>
  (state) =>
    exits.map((exit) => exit(state));

const BEFORE: Exits = (state) =>
  state.verb === 'relocate'
    ? [goOn('goes on')(state), UNDO(state)]
    : [goOn('goes on')(state), abort('ends it: nothing was changed')(state)];

const EXITS: Readonly<Record<MovePhase, Exits>> = {
  declared: BEFORE,
  prepared: BEFORE,
  quiesced: BEFORE,
  settled: BEFORE,
  'rolling-back': both(abort('goes on with it')),
  'rolled-back': ({ group }) => [{ command: `drctl relocate ${group}`, does: 'tries again' }],
  fencing: both(goOn('goes on with the fence'), GIVE_BACK),
  'fence-failed': (state) => [
    goOn('tries the fence again')(state),
    {
      command: `${again(state)} --attest "who saw it, and how"`,
      does: 'goes on without proof: only when the source is known to be powered off',
    },
    GIVE_BACK(state),
  ],
  fenced: both(goOn('puts the group on the target'), GIVE_BACK),
  bound: both(goOn('starts it'), GIVE_BACK),
  starting: both(goOn('goes on with the start')),
  started: both(goOn('waits for the pods')),
  active: ({ group, from, to }) => [
    {
      command: `drctl reprotect ${group} --from ${to} --to ${from}`,
      does: 'makes the other cluster a standby',
    },
  ],
  aborting: both(abort('goes on with it')),
  aborted: ({ group }) => [{ command: `drctl status ${group}`, does: 'tells how it stands' }],
};

/** What an operator may do now. Never nothing: a state without an exit cost others their weekend (dell/csm#308). */
export const legalExits = (state: MoveState): readonly LegalExit[] => EXITS[state.phase](state);
