import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { listOf, membersOf } from '../objects/members.js';
import { formatRef, refOf } from '../objects/object-ref.js';
import type { ClusterObjects } from '../ports/cluster-objects.port.js';
import type { Layer } from '../set/layer.js';
import type { RestorePlan } from './plan-restore.js';
import { phaseOf, volumeNameOf } from './judge-claim.js';
import { readTarget, type TargetView } from './target-view.js';
import { verifyClaim } from './verify-claim.js';
import type { Look } from './wait-until.js';

/** What must hold of a layer before the next one begins; undefined: nothing. */
export function barrierAfter(layer: Layer): Barrier | undefined {
  return BARRIERS[layer];
}

type LiveView = Pick<TargetView, 'live'>;

interface Barrier {
  /** For the operator: what is waited for. */
  readonly what: string;
  readonly look: (wanted: readonly ClusterObject[], view: LiveView) => Omit<Look, 'total'>;
  /** Kinds that are read. */
  readonly kinds: readonly string[];
}

const BARRIERS: Partial<Record<Layer, Barrier>> = {
  definition: { what: 'definitions established', look: definitionsLook, kinds: ['CustomResourceDefinition'] },
  volume: { what: 'volumes available', look: volumesLook, kinds: ['PersistentVolume'] },
  claim: {
    what: 'claims bound to their volumes',
    look: claimsLook,
    kinds: ['PersistentVolume', 'PersistentVolumeClaim'],
  },
};

export async function lookAt(
  target: Pick<ClusterObjects, 'kinds' | 'list'>,
  barrier: Barrier,
  wanted: readonly ClusterObject[],
  signal: CancelSignal,
): Promise<Result<Look, Problem>> {
  const read = wanted.filter(({ kind }) => barrier.kinds.includes(kind));
  const total = read.filter(({ kind }) => kind === barrier.kinds.at(-1)).length;
  if (total === 0) return ok({ open: [], wrong: [], total });
  const view = await readTarget(target, read, signal);
  return view.ok ? ok({ ...barrier.look(read, view.value), total }) : view;
}

/** By what the plan was made of, without asking again. */
export function holdsAsRead(barrier: Barrier, { steps }: RestorePlan): boolean {
  const live = new Map(steps.map((step) => [step.wanted, step.live]));
  const wanted = steps.map((step) => step.wanted).filter(({ kind }) => barrier.kinds.includes(kind));
  const { open, wrong } = barrier.look(wanted, { live: (object) => live.get(object) });
  return open.length === 0 && wrong.length === 0;
}

function definitionsLook(wanted: readonly ClusterObject[], view: LiveView): Omit<Look, 'total'> {
  const open = wanted.filter((definition) => {
    const status = membersOf(view.live(definition) ?? definition, 'status');
    return !listOf(status, 'conditions').some(
      ({ type, status: holds }) => type === 'Established' && holds === 'True',
    );
  });
  return { open: open.map((object): Problem => pending(object, 'is not Established')), wrong: [] };
}

/** The binder has seen them all before the first claim (binding scheme A, docs/adr/0032). */
function volumesLook(wanted: readonly ClusterObject[], view: LiveView): Omit<Look, 'total'> {
  const open = wanted.filter((volume) => {
    const phase = phaseOf(view.live(volume) ?? volume);
    return phase !== 'Available' && phase !== 'Bound';
  });
  return {
    open: open.map((volume) =>
      pending(volume, `is ${phaseOf(view.live(volume) ?? volume) || 'not looked at'}`),
    ),
    wrong: [],
  };
}

function claimsLook(wanted: readonly ClusterObject[], view: LiveView): Omit<Look, 'total'> {
  const volumes = new Map(
    wanted.filter(({ kind }) => kind === 'PersistentVolume').map((volume) => [volume.metadata.name, volume]),
  );
  const states = wanted
    .filter(({ kind }) => kind === 'PersistentVolumeClaim')
    .map((claim) => {
      const volume = volumes.get(volumeNameOf(claim));
      const liveVolume = volume && view.live(volume);
      return { claim, state: verifyClaim({ claim, volume, liveClaim: view.live(claim), liveVolume }) };
    });
  const unproven = (kind: 'waiting' | 'wrong'): readonly Problem[] =>
    states.flatMap(({ claim, state }): readonly Problem[] =>
      state.kind === kind
        ? [{ kind: 'claim-unproven', object: formatRef(refOf(claim)), found: state.found }]
        : [],
    );
  return { open: unproven('waiting'), wrong: unproven('wrong') };
}

const pending = (object: ClusterObject, detail: string): Problem => ({
  kind: 'pending',
  operation: formatRef(refOf(object)),
  detail,
});
