import type { AccessPathStep } from '../access-path-plan.js';
import type { ArrayTarget } from '../access-path-setup.port.js';
import type { GatewayState, GatewayStatus } from '../access-path-status.js';
import { judgeLeaving } from './judge-leaving.js';
import { isWanted, type Part, type Scene } from './scene.js';
import type { Matter } from './words.js';

/** Words of the array for a target that was well and is not now; any other word is of one being made. */
const FAILED = new Set(['error', 'offline', 'warning', 'stopped', 'inactive', 'down']);

interface Judged {
  readonly status: GatewayStatus;
  readonly step?: AccessPathStep;
  readonly matter?: Matter;
}

/** Wanted gateways in the order of the spec, then those that are still there. */
export function planGateways(scene: Scene): Part<GatewayStatus> {
  const { spec } = scene.situation;
  const targetOf = (gateway: string) => scene.path.targets.find((target) => target.gateway === gateway);
  const wanted = spec.gateways.map((gateway) => judgeWanted(scene, gateway, targetOf(gateway)));
  const extra = scene.path.targets
    .filter(({ gateway }, at) => !isWanted(scene, gateway) && targetOf(gateway) === scene.path.targets[at])
    .map((target) => judgeExtra(scene, target));
  const all = [...wanted, ...extra];
  // One that the array does not know is tried last, so that it does not keep the others out.
  const tried = [
    ...all.filter(({ status }) => status.state !== 'Missing'),
    ...all.filter(({ status }) => status.state === 'Missing'),
  ];
  return {
    states: all.map(({ status }) => status),
    step: tried.find(({ step }) => step !== undefined)?.step,
    matters: all.flatMap(({ matter }) => matter ?? []),
  };
}

/** When there is no access path yet. */
export const awaitedGateways = (gateways: readonly string[]): readonly GatewayStatus[] =>
  gateways.map((name) => ({ ...absent(name), state: 'Joining' }));

const absent = (name: string) => ({ name, site: undefined, targetIqn: undefined, portals: [] });

function judgeWanted(scene: Scene, gateway: string, target: ArrayTarget | undefined): Judged {
  if (target !== undefined) {
    const status = statusOf(target, presentState(scene, target));
    return status.state === 'Joining' ? { status, matter: joining(gateway) } : { status };
  }
  if (!scene.mayChange) return { status: { ...absent(gateway), state: 'Missing' } };
  const step = { kind: 'add-gateway', gateway } as const;
  const state = previousState(scene, gateway) === 'Missing' ? 'Missing' : 'Joining';
  return { status: { ...absent(gateway), state }, step, matter: joining(gateway) };
}

function judgeExtra(scene: Scene, target: ArrayTarget): Judged {
  const present = presentState(scene, target);
  if (!scene.mayLeave) return { status: statusOf(target, present) };
  const wasLeaving = previousState(scene, target.gateway) === 'Leaving';
  const verdict = judgeLeaving(scene, target.gateway, wasLeaving);
  const status = statusOf(target, verdict.isLeaving ? 'Leaving' : present);
  if (!verdict.mayGo || !scene.mayChange) return { status, matter: verdict.matter };
  return { status, matter: verdict.matter, step: { kind: 'remove-gateway', gateway: target.gateway } };
}

const statusOf = ({ gateway, site, iqn, portals }: ArrayTarget, state: GatewayState): GatewayStatus => ({
  name: gateway,
  site,
  targetIqn: iqn === '' ? undefined : iqn,
  portals,
  state,
});

function presentState(scene: Scene, { gateway, status }: ArrayTarget): GatewayState {
  if (status === 'active') return 'Active';
  const previous = previousState(scene, gateway);
  const isNew = previous === undefined || previous === 'Joining' || previous === 'Missing';
  return isNew && !FAILED.has(status) ? 'Joining' : 'Down';
}

const previousState = ({ situation }: Scene, gateway: string): GatewayState | undefined =>
  situation.object.status?.gateways.find(({ name }) => name === gateway)?.state;

const joining = (gateway: string): Matter => ({
  reason: 'GatewayJoining',
  text: `the target of gateway ${gateway} is being made`,
  needsHelp: false,
});
