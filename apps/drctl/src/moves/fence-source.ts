import {
  AclSightings,
  describeProblem,
  fenceGroup,
  ok,
  sparedNodes,
  type MoveFact,
  type MoveState,
  type PlacedVolume,
  type Problem,
  type Result,
  type Spared,
} from '@twinsite/domain';
import { systemClock } from '@twinsite/xms-adapter';
import { placeGroup } from '../actions/place-group.js';
import { requireFenceReady } from './conditions.js';
import { openMoveBundle } from './move-bundle.js';
import type { MoveContext } from './move-context.js';
import { wakeSource } from './stop-source.js';

type Done = Promise<Result<MoveFact, Problem>>;

/** The target owns the group from now on, and nobody else has its volumes any more. */
export async function fenceSource(context: MoveContext, state: MoveState): Done {
  const { target, signal } = context.session;
  const opened = await openMoveBundle(context, state.bundle);
  if (!opened.ok) return opened;
  const placed = await requireFenceReady(context, state, opened.value.set);
  if (!placed.ok) return placed;
  const spared = await sparedNodes(target.objects, signal);
  if (!spared.ok) return spared;
  const direction = { from: state.from, to: state.to, spared: spared.value, volumes: placed.value };
  return untilProven(context, () => fence(context, state, direction));
}

/** A gateway that has just gone dark proves nothing until the array says that its host has left. */
async function untilProven({ bench, session, options }: MoveContext, fenceOnce: () => Done): Done {
  const begun = systemClock.now();
  const until = begun + Math.min(options.wait * 1000, PROOF_MS);
  let told = '';
  for (;;) {
    const fenced = await fenceOnce();
    // What earlier tries took was waiting too.
    if (fenced.ok && fenced.value.type === 'fenced')
      return ok({ ...fenced.value, drainMs: systemClock.now() - begun - fenced.value.fenceMs });
    const isOpen = !fenced.ok && fenced.problem.kind === 'fence-unproven';
    if (!isOpen || session.signal.aborted || systemClock.now() >= until) return fenced;
    const why = describeProblem(fenced.problem);
    if (why !== told) bench.terminal.err(`fence: not proved yet: ${why}`);
    told = why;
    await systemClock.sleep(LOOK_MS, session.signal);
  }
}

const PROOF_MS = 120_000;
const LOOK_MS = 500;

/** Before anything has started on the target: the source owns the group again, and runs again what was stopped there. */
export async function giveBack(context: MoveContext, state: MoveState): Done {
  const receiving = await sparedNodes(context.session.target.objects, context.session.signal);
  if (!receiving.ok) return receiving;
  const { iqns, fileGroups } = receiving.value;
  const spared: Spared = {
    iqns: { has: (iqn) => !iqns.has(iqn) },
    fileGroups: { has: (group) => !fileGroups.has(group) },
  };
  const opened = await openMoveBundle(context, state.bundle);
  if (!opened.ok) return opened;
  const placed = await placeGroup(context.arrays, opened.value.set, context.session.signal);
  if (!placed.ok) return placed;
  const direction = { from: state.to, to: state.from, spared, volumes: placed.value };
  const fenced = await fence(context, state, direction);
  if (!fenced.ok) return fenced;
  const woken = state.verb === 'relocate' ? await wakeSource(context, state.bundle) : ok(0);
  return woken.ok ? ok({ type: 'aborted' }) : woken;
}

interface Direction {
  readonly from: string;
  readonly to: string;
  readonly spared: Spared;
  readonly volumes: readonly PlacedVolume[];
}

async function fence(context: MoveContext, state: MoveState, { from, to, spared, volumes }: Direction): Done {
  const { session, options, id } = context;
  const order = {
    group: state.group,
    from,
    to,
    operation: to === state.to ? id : `${id}-back`,
    volumes,
    spared,
    settleMs: options.settle * 1000,
  };
  const deps = { clock: systemClock, sightings: new AclSightings() };
  const fenced = await fenceGroup(deps, order, session.signal);
  if (!fenced.ok) return fenced;
  const { epochs, volumes: removed, fenceMs, drainMs } = fenced.value;
  const epoch = Math.max(...epochs.map((one) => one.epoch));
  return ok({ type: 'fenced', epoch, fenceMs, drainMs, removed });
}
