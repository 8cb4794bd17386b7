import { TIMING, type AccessPathPlan, type AccessPathSituation } from '../access-path-plan.js';
import type { ArrayAccessPath } from '../access-path-setup.port.js';
import type { Verdict } from './conditions.js';
import { degradedOf } from './degraded.js';
import { differences } from './differences.js';
import { planGateways } from './plan-gateways.js';
import { readyOf } from './plan-managed.js';
import { planVips } from './plan-vips.js';
import { sceneOf } from './scene.js';
import type { Reading, Standing } from './standing.js';
import { noConflict, statusOf } from './status-of.js';

const ANNOTATION = 'sds.xsky.com/take-over-from';

/**
 * Another cluster manages the path: this one looks, tells the differences and changes nothing on the array. Its own nodes
 * still give up a gateway that its spec no longer names, or the managing cluster would wait for them for ever.
 */
export function planForeign(
  situation: AccessPathSituation,
  reading: Reading & { readonly standing: Extract<Standing, { kind: 'foreign' }> },
  found: ArrayAccessPath,
): AccessPathPlan {
  const { mark, mayTakeOver } = reading.standing;
  const scene = sceneOf(situation, found, { mayChange: false, mayLeave: true });
  const parts = { gateways: planGateways(scene).states, vips: planVips(scene).states };
  const differing = differences(situation.spec, found);
  const conflict = conflictOf(situation, mark, differing);
  const status = statusOf(situation, reading, parts, {
    Ready:
      differing.length > 0
        ? { status: 'False', reason: 'Differs', message: differing.join('. ') }
        : readyOf(found.name, parts.gateways),
    Degraded: degradedOf(parts.gateways, parts.vips),
    Conflict: conflict,
  });
  if (mayTakeOver && mark !== 'unreadable') {
    const own = { cluster: situation.cluster, origin: mark.origin };
    return { step: { kind: 'mark', mark: own }, status, againMs: 0 };
  }
  const isAsked = mark !== 'unreadable' && situation.object.takeOverFrom === mark.cluster;
  const isNext = isAsked && reading.marks.takenOverFrom === undefined;
  const isLeaving = parts.gateways.some(({ state }) => state === 'Leaving');
  return { step: undefined, status, againMs: isNext ? 0 : isLeaving ? TIMING.waitMs : TIMING.restMs };
}

function conflictOf(
  { object, spec }: AccessPathSituation,
  mark: Extract<Standing, { kind: 'foreign' }>['mark'],
  differing: readonly string[],
): Verdict {
  if (mark === 'unreadable') {
    const message = `the description of access path ${spec.name} on the array carries a mark of a manager that this version cannot read; update the driver, or correct the line "twinsite/… manager …" there by hand`;
    return { status: 'True', reason: 'MarkUnreadable', message };
  }
  const manager = `cluster ${mark.cluster} manages access path ${spec.name}`;
  const command = `kubectl -n ${object.key.namespace} annotate accesspath ${object.key.name} --overwrite ${ANNOTATION}=${mark.cluster}`;
  const { takeOverFrom, status } = object;
  if (takeOverFrom !== undefined && takeOverFrom !== mark.cluster) {
    const message = `${manager}, and the annotation asks to take it over from ${takeOverFrom}: nothing is taken over; to do so: ${command}`;
    return { status: 'True', reason: 'NotTheManager', message };
  }
  if (takeOverFrom !== undefined && status?.takenOverFrom === takeOverFrom) {
    const message = `${manager} again, and the annotation of this object has had its effect; to take it over once more remove the annotation (kubectl -n ${object.key.namespace} annotate accesspath ${object.key.name} ${ANNOTATION}-) and set it again`;
    return { status: 'True', reason: 'AlreadyTakenOver', message };
  }
  if (differing.length === 0) return noConflict(`${manager}; nothing differs from spec`);
  const message = `${manager}, and this cluster changes nothing there: ${differing.join('. ')}. Change its AccessPath or this one, or take the path over: ${command}`;
  return { status: 'True', reason: 'Differs', message };
}
