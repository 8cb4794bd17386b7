import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { groupOf } from '../objects/object-kind.js';
import { membersOf, textOf } from '../objects/members.js';
import { formatRef, refOf } from '../objects/object-ref.js';
import { heldBack } from './held-back.js';
import { judgeClaim } from './judge-claim.js';
import { judgeObject } from './judge-object.js';
import { claimRefOf, judgeVolume } from './judge-volume.js';
import { missingClaims } from './missing-claims.js';
import { groupNamespaces, wantedObjects, type RestoreOrder, type WantedObject } from './restore-order.js';
import { runsHere } from './runs-here.js';
import type { Judgement, Step } from './step.js';
import type { TargetView } from './target-view.js';

export interface RestorePlan {
  /** In the order of layers, then of the set. */
  readonly steps: readonly Step[];
  /** With any of these, nothing is done. */
  readonly refusals: readonly Problem[];
}

/** Pure: what a restore would do with the cluster as it was read. */
export function planRestore(order: RestoreOrder, view: TargetView): RestorePlan {
  const wanted = wantedObjects(order);
  const scene: Scene = {
    order,
    view,
    wanted,
    namespaces: groupNamespaces(order),
    definitions: definitionsOf(wanted),
  };
  const judged = wanted.map((one) => judge(one, scene));
  const gaps = order.acceptGaps ? [] : order.set.gaps.filter(({ required }) => required);
  return {
    steps: judged.flatMap((one) => (one.ok ? [one.value] : [])),
    refusals: [
      ...gaps.map(
        ({ from, to, reason }): Problem => ({
          kind: 'set-incomplete',
          object: formatRef(to),
          from: formatRef(from),
          reason,
        }),
      ),
      ...judged.flatMap((one) => (one.ok ? [] : [one.problem])),
      ...(order.adaptation.workloads === 'running' ? missingClaims(wanted, view) : []),
    ],
  };
}

interface Scene {
  readonly order: RestoreOrder;
  readonly view: TargetView;
  readonly wanted: readonly WantedObject[];
  readonly namespaces: ReadonlySet<string>;
  /** `group/Kind` of the set's own CustomResourceDefinitions. */
  readonly definitions: ReadonlySet<string>;
}

function judge(one: WantedObject, scene: Scene): Result<Step, Problem> {
  const { layer, object } = one;
  const kind = scene.view.kindOf(object);
  const live = scene.view.live(object);
  const step = (judgement: Judgement): Step => ({ layer, kind, wanted: object, live, ...judgement });
  const held = heldBack(one, scene.order.adaptation);
  if (held !== undefined) return ok(step({ action: 'hold', differences: [], note: held }));
  if (kind === undefined && !scene.definitions.has(`${groupOf(object.apiVersion)}/${object.kind}`))
    return failed({ kind: 'kind-unserved', object: formatRef(refOf(object)), apiVersion: object.apiVersion });
  const judged = judgement(one, live, scene);
  return judged.ok ? ok(step(judged.value)) : judged;
}

function judgement(
  one: WantedObject,
  live: ClusterObject | undefined,
  scene: Scene,
): Result<Judgement, Problem> {
  const { object } = one;
  const standing = standingOf(object, live, scene);
  if (!standing.ok) return standing;
  if (live === undefined) return ok({ action: 'create', differences: [] });
  const { adaptation, conflict } = scene.order;
  if (adaptation.workloads === 'standby' && runsHere(live))
    return failed({ kind: 'target-in-use', object: formatRef(refOf(object)) });
  const rules = { group: adaptation.group, conflict, shared: isShared(one, scene) };
  const judged = judgeObject(object, live, rules);
  if (!judged.ok || standing.value !== 'released') return judged;
  const note = 'was kept for a claim that is gone';
  return ok({ ...judged.value, action: 'free', note });
}

/** Volumes and claims are judged by what they stand for before anything else. */
function standingOf(object: ClusterObject, live: ClusterObject | undefined, { view }: Scene) {
  if (object.kind === 'PersistentVolumeClaim') return judgeClaim(object, live);
  if (object.kind !== 'PersistentVolume') return ok('fits' as const);
  const { namespace, name } = claimRefOf(object);
  const claim = view.live({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { namespace: String(namespace), name: String(name) },
  });
  const volumes = view.objects.filter(({ kind }) => kind === 'PersistentVolume');
  return judgeVolume(object, { live, volumes, claimUid: claim?.metadata.uid });
}

const SHARED_LAYERS: ReadonlySet<string> = new Set(['definition', 'class', 'access-path', 'webhook']);

/** Volumes are the group's wherever they are; so is what lives in its namespaces. */
function isShared({ layer, object }: WantedObject, { namespaces }: Scene): boolean {
  if (SHARED_LAYERS.has(layer)) return true;
  if (layer === 'volume') return false;
  const { namespace, name } = object.metadata;
  return !namespaces.has(object.kind === 'Namespace' ? name : (namespace ?? ''));
}

const definitionsOf = (wanted: readonly WantedObject[]): ReadonlySet<string> =>
  new Set(
    wanted
      .filter(({ layer }) => layer === 'definition')
      .map(({ object }) => {
        const spec = membersOf(object, 'spec');
        return `${textOf(spec, 'group') ?? ''}/${textOf(membersOf(spec, 'names'), 'kind') ?? ''}`;
      }),
  );
