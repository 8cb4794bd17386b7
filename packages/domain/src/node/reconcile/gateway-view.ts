import type { AccessPathStatus, GatewayState, GatewayStatus } from '../../access-path/access-path-status.js';
import type { TargetPortal } from '../../attachment/attachment.js';
import { samePlace } from './known-targets.js';
import type { PortalView } from './portal-view.js';

const IN_USE: readonly GatewayState[] = ['Active', 'Down', 'Joining'];

/** Of an attachment with a path to every gateway. */
export function gatewayView({ gateways }: AccessPathStatus): PortalView {
  const wanted = gateways.filter(({ state }) => IN_USE.includes(state)).flatMap(portalsOf);
  // A wanted gateway whose name the array does not tell may be the one that a portal belongs to.
  const isComplete = gateways.every(({ state, targetIqn }) => state === 'Leaving' || targetIqn !== undefined);
  const isGivenUp = (portal: TargetPortal): boolean => {
    if (wanted.some((other) => samePlace(other, portal))) return false;
    const own = gateways.filter(({ targetIqn }) => targetIqn === portal.iqn);
    if (own.length === 0) return isComplete;
    return own.every((gateway) => gateway.state === 'Leaving' || hasMoved(gateway));
  };
  return { wanted, isGivenUp };
}

/** Its target is there, at other addresses. */
const hasMoved = ({ state, portals }: GatewayStatus): boolean => IN_USE.includes(state) && portals.length > 0;

const portalsOf = ({ targetIqn: iqn, portals, site }: GatewayStatus): readonly TargetPortal[] =>
  iqn === undefined ? [] : portals.map((portal) => ({ iqn, portal, site }));
