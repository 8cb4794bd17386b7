import {
  TIMING,
  type AccessPathPlan,
  type AccessPathSituation,
  type AccessPathStep,
} from '../access-path-plan.js';
import type { ArrayAccessPath } from '../access-path-setup.port.js';
import type { GatewayStatus } from '../access-path-status.js';
import { notReady, type Verdict } from './conditions.js';
import { degradedOf } from './degraded.js';
import { planGateways } from './plan-gateways.js';
import { planVips } from './plan-vips.js';
import { sceneOf, type Part } from './scene.js';
import type { Reading } from './standing.js';
import { noConflict, statusOf } from './status-of.js';
import { some } from './words.js';

/** Our mark has been read back and has stood: the path is made what the spec says, one step a pass. */
export function planManaged(
  situation: AccessPathSituation,
  reading: Reading,
  found: ArrayAccessPath,
): AccessPathPlan {
  const scene = sceneOf(situation, found, { mayChange: true, mayLeave: true });
  const gateways = planGateways(scene);
  const vips = planVips(scene);
  const matters = [...gateways.matters, ...vips.matters];
  const parts = { gateways: gateways.states, vips: vips.states };
  const status = statusOf(situation, reading, parts, {
    Ready: notReady(matters) ?? readyOf(found.name, parts.gateways),
    Degraded: degradedOf(parts.gateways, parts.vips),
    Conflict: noConflict(`cluster ${situation.cluster} manages it`),
  });
  const step = firstStep(gateways, vips);
  if (step !== undefined) return { step, status, againMs: 0 };
  if (matters.length === 0) return { step, status, againMs: TIMING.restMs };
  const needsHelp = matters.some((matter) => matter.needsHelp);
  return { step, status, againMs: needsHelp ? TIMING.retryMs : TIMING.waitMs };
}

/** What is new comes before what goes; a gateway that the array did not know is tried last, so that it holds nothing up. */
function firstStep(gateways: Part<GatewayStatus>, vips: Part<unknown>): AccessPathPlan['step'] {
  const steps = [gateways, vips].flatMap(({ step }) => step ?? []);
  const missing = gateways.states.filter(({ state }) => state === 'Missing').map(({ name }) => name);
  const rank = (step: AccessPathStep): number => {
    if (step.kind === 'add-gateway') return missing.includes(step.gateway) ? 2 : 0;
    return step.kind === 'add-vip' ? 0 : 1;
  };
  return steps.toSorted((a, b) => rank(a) - rank(b))[0];
}

export function readyOf(name: string, gateways: readonly GatewayStatus[]): Verdict {
  const active = gateways.filter(({ state }) => state === 'Active').map((gateway) => gateway.name);
  if (active.length > 0) {
    const message = `access path ${name} is as wanted, with the gateways ${active.join(', ')}`;
    return { status: 'True', reason: 'AsWanted', message };
  }
  const all = gateways.map((gateway) => `${gateway.name}: ${gateway.state}`);
  const message = `the array says of no gateway of access path ${name} that it is active (${some(all)}); look at the hosts and their services`;
  return { status: 'False', reason: 'NoActiveGateway', message };
}
