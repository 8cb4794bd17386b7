import { ok, type Result } from '../../shared/result.js';
import type { Problem } from '../../shared/problem.js';
import type { AccessPathSituation, AccessPathStep } from '../access-path-plan.js';
import type { ArrayAccessPath, ArrayVip } from '../access-path-setup.port.js';
import type { VipSpec } from '../access-path-spec.js';
import { sameAddress } from '../ip-address.js';
import { usesOf, type VolumeUse, type Way } from './path-use.js';
import type { Matter } from './words.js';

/** An access path that is there, and what may be done to it in this pass. */
export interface Scene {
  readonly situation: AccessPathSituation;
  readonly path: ArrayAccessPath;
  readonly uses: Result<readonly VolumeUse[], Problem>;
  /** This cluster manages the path. */
  readonly mayChange: boolean;
  /** Nodes of this cluster may be told to give up what is not wanted. */
  readonly mayLeave: boolean;
}

/** What comes of one part of the spec: how each thing stands, what is to be done first, and what is in the way. */
export interface Part<State> {
  readonly states: readonly State[];
  readonly step: AccessPathStep | undefined;
  readonly matters: readonly Matter[];
}

export function sceneOf(
  situation: AccessPathSituation,
  path: ArrayAccessPath,
  may: Pick<Scene, 'mayChange' | 'mayLeave'>,
): Scene {
  const { reports } = situation;
  const uses = reports.ok ? ok(usesOf(path, reports.value, situation)) : reports;
  return { situation, path, uses, ...may };
}

export const isWanted = ({ situation }: Scene, gateway: string): boolean =>
  situation.spec.gateways.includes(gateway);

/** The VIP is on the array as the spec has it. */
export const isAsWanted = (vip: ArrayVip, wanted: VipSpec): boolean =>
  sameAddress(vip.address, wanted.address) &&
  vip.mask === wanted.mask &&
  (wanted.defaultGateway === undefined || wanted.defaultGateway === vip.defaultGateway);

export const isWantedVip = ({ situation }: Scene, vip: ArrayVip): boolean =>
  situation.spec.vips.some((wanted) => isAsWanted(vip, wanted));

/** Whether the way leads only through what is wanted, so that nothing that leaves takes it along. */
export function stays(scene: Scene, { gateways, vip }: Way): boolean {
  const isSafe = gateways.length > 0 && gateways.every((gateway) => isWanted(scene, gateway));
  if (vip === undefined) return isSafe;
  return isSafe && scene.path.vips.some((known) => known.address === vip && isWantedVip(scene, known));
}
