import { TIMING, type AccessPathPlan, type AccessPathSituation } from '../access-path-plan.js';
import type { ArrayAccessPath } from '../access-path-setup.port.js';
import { degradedOf } from './degraded.js';
import { awaitedGateways, planGateways } from './plan-gateways.js';
import { planVips } from './plan-vips.js';
import { sceneOf } from './scene.js';
import type { Reading, Standing } from './standing.js';
import { noConflict, statusOf } from './status-of.js';
import type { Verdict } from './conditions.js';

/** The array has no such path: it is made, with our mark from its first moment on. */
export function planAbsent(situation: AccessPathSituation, reading: Reading): AccessPathPlan {
  const { spec, cluster } = situation;
  const { name, type, gateways } = spec;
  const message = `the array has no access path ${name}; it is being made with the gateways ${gateways.join(', ')}`;
  const parts = { gateways: awaitedGateways(gateways), vips: [] };
  const status = statusOf(situation, reading, parts, {
    Ready: { status: 'False', reason: 'Creating', message },
    Degraded: degradedOf(parts.gateways, parts.vips),
    Conflict: noConflict('the array has no such access path yet'),
  });
  return {
    step: { kind: 'create', wanted: { name, type, gateways, manager: cluster } },
    status,
    againMs: 0,
  };
}

/** It was there before and nobody has marked it: our mark is written, and nothing else in this pass. */
export function planUnmarked(
  situation: AccessPathSituation,
  reading: Reading,
  found: ArrayAccessPath,
): AccessPathPlan {
  const message = `access path ${found.name} is on the array already and no cluster manages it; it is marked for cluster ${situation.cluster}, and nothing else is changed`;
  const status = unchanged(situation, reading, found, { status: 'False', reason: 'Adopting', message });
  return {
    step: { kind: 'mark', mark: { cluster: situation.cluster, origin: 'adopted' } },
    status,
    againMs: 0,
  };
}

/** Our mark is read back. Another cluster may have written its own at the same moment, so a while passes first. */
export function planClaiming(
  situation: AccessPathSituation,
  reading: Reading & { readonly standing: Extract<Standing, { kind: 'claiming' }> },
  found: ArrayAccessPath,
): AccessPathPlan {
  const message = `access path ${found.name} is marked for this cluster; nothing is changed until the mark has stood for ${TIMING.holdMs / 1000} s`;
  const status = unchanged(situation, reading, found, { status: 'False', reason: 'Claiming', message });
  const leftMs = reading.standing.until - situation.now;
  return { step: undefined, status, againMs: Math.min(Math.max(leftMs, 1), TIMING.holdMs) };
}

export function planOtherType(
  situation: AccessPathSituation,
  reading: Reading,
  found: ArrayAccessPath,
): AccessPathPlan {
  const message = `access path ${found.name} is of type ${found.type} on the array and ${situation.spec.type} in spec; the type cannot be changed: make the AccessPath anew with type ${found.type}, or with another name`;
  const verdict = { status: 'False', reason: 'TypeDiffers', message } as const;
  const status = unchanged(situation, reading, found, verdict, { ...verdict, status: 'True' });
  return { step: undefined, status, againMs: TIMING.restMs };
}

/** The path as it is on the array, with nothing asked of it. */
function unchanged(
  situation: AccessPathSituation,
  reading: Reading,
  found: ArrayAccessPath,
  ...[ready, conflict]: readonly [Verdict, Verdict?]
) {
  const scene = sceneOf(situation, found, { mayChange: false, mayLeave: false });
  const parts = { gateways: planGateways(scene).states, vips: planVips(scene).states };
  return statusOf(situation, reading, parts, {
    Ready: ready,
    Degraded: degradedOf(parts.gateways, parts.vips),
    Conflict: conflict ?? noConflict('no other cluster manages it'),
  });
}
