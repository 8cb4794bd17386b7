import { TIMING, type AccessPathPlan, type AccessPathSituation } from '../access-path-plan.js';
import type { ArrayAccessPath } from '../access-path-setup.port.js';
import { degradedOf } from './degraded.js';
import { planGateways } from './plan-gateways.js';
import { planVips } from './plan-vips.js';
import { sceneOf } from './scene.js';
import type { Reading } from './standing.js';
import { noConflict, statusOf } from './status-of.js';
import type { Matter } from './words.js';

const drop: AccessPathPlan = { step: { kind: 'drop-finalizer' }, status: undefined, againMs: 0 };

/**
 * The object is to go. What another cluster manages, or another object of this one, is left alone. What this driver made is
 * removed when nothing is mapped through it any more; what was there before it loses our mark and stays.
 */
export function planDeletion(situation: AccessPathSituation, reading: Reading): AccessPathPlan {
  const { object, found, leader } = situation;
  const { standing } = reading;
  if (!object.hasFinalizer) return { step: undefined, status: undefined, againMs: undefined };
  const isOurs = standing.kind === 'manager' || standing.kind === 'claiming';
  const mark = found?.mark;
  if (leader !== undefined || !isOurs || found === undefined || mark === undefined || mark === 'unreadable')
    return drop;
  if (found.mappedVolumes > 0) {
    const status = deletingStatus(situation, reading, found, inUse(found));
    return { step: undefined, status, againMs: TIMING.retryMs };
  }
  if (mark.origin === 'adopted') {
    const text = `access path ${found.name} was on the array before; our mark is taken off and the path stays`;
    const status = deletingStatus(situation, reading, found, { reason: 'Deleting', text, needsHelp: false });
    return { step: { kind: 'mark', mark: undefined }, status, againMs: 0 };
  }
  const text = `access path ${found.name} is being removed from the array`;
  const status = deletingStatus(situation, reading, found, { reason: 'Deleting', text, needsHelp: false });
  if (standing.kind === 'claiming')
    return { step: undefined, status, againMs: Math.max(standing.until - situation.now, 1) };
  return { step: { kind: 'remove-path' }, status, againMs: 0 };
}

const inUse = ({ name, mappedVolumes }: ArrayAccessPath): Matter => ({
  reason: 'AccessPathInUse',
  text: `${mappedVolumes} volumes are mapped through access path ${name}, here or in another cluster; it stays until none is. What is attached here: kubectl get volumeattachments`,
  needsHelp: true,
});

function deletingStatus(
  situation: AccessPathSituation,
  reading: Reading,
  found: ArrayAccessPath,
  { reason, text }: Matter,
) {
  const scene = sceneOf(situation, found, { mayChange: false, mayLeave: false });
  const parts = { gateways: planGateways(scene).states, vips: planVips(scene).states };
  return statusOf(situation, reading, parts, {
    Ready: { status: 'False', reason, message: text },
    Degraded: degradedOf(parts.gateways, parts.vips),
    Conflict: noConflict(`cluster ${situation.cluster} manages it`),
  });
}
