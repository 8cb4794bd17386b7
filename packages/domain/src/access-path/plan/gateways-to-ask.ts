import type { AccessPathSituation } from '../access-path-plan.js';
import type { ArrayAccessPath, ArrayVip } from '../access-path-setup.port.js';
import { sameAddress } from '../ip-address.js';
import { isAsWanted } from './scene.js';

/** The path has something that the spec does not. */
export const hasExtras = (situation: AccessPathSituation, path: ArrayAccessPath): boolean =>
  extraGateways(situation, path).length > 0 || extraVips(situation, path).length > 0;

/** The gateways whose clients decide whether something may be removed now; none unless we manage the path. */
export function gatewaysToAsk(situation: AccessPathSituation, path: ArrayAccessPath): readonly string[] {
  const { mark } = path;
  const { cluster, object } = situation;
  if (object.isDeleting || mark === undefined || mark === 'unreadable' || mark.cluster !== cluster) return [];
  const { status } = object;
  const leavingGateways = extraGateways(situation, path).filter((gateway) =>
    status?.gateways.some(({ name, state }) => name === gateway && state === 'Leaving'),
  );
  const leavingVips = extraVips(situation, path).filter((vip) =>
    status?.vips.some(({ address, state }) => state === 'Leaving' && sameAddress(address, vip.address)),
  );
  return [...new Set([...leavingGateways, ...leavingVips.flatMap((vip) => holdersOf(path, vip))])];
}

/** Where sessions through the VIP end: at its holder, and when the array names none possibly at any gateway. */
export const holdersOf = ({ targets }: ArrayAccessPath, { holder }: ArrayVip): readonly string[] =>
  holder === undefined ? targets.map(({ gateway }) => gateway) : [holder];

const extraGateways = ({ spec }: AccessPathSituation, { targets }: ArrayAccessPath): readonly string[] =>
  targets.map(({ gateway }) => gateway).filter((gateway) => !spec.gateways.includes(gateway));

const extraVips = ({ spec }: AccessPathSituation, { vips }: ArrayAccessPath): readonly ArrayVip[] =>
  vips.filter((vip) => !spec.vips.some((wanted) => isAsWanted(vip, wanted)));
