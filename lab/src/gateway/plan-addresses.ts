import type { ExportStep } from './export-step.js';
import type { GatewayState, TargetState } from './gateway-state.js';

/**
 * Closes the portal of every VIP that is to go, ends what came in through it, and lets go of the address last: a script
 * that was cut off half way is begun again as long as the address is there.
 */
export function givingUp(actual: GatewayState, desired: GatewayState): ExportStep[] {
  return leaving(actual, desired).flatMap((address): ExportStep[] => {
    const behind = [...actual.targets].filter(
      ([iqn, has]) =>
        portalsAt(has, address).length + portalsAt(desired.targets.get(iqn), address).length > 0,
    );
    return [
      ...behind.flatMap(([target, has]) => [
        ...portalsAt(has, address).map((portal): ExportStep => ({ kind: 'remove-portal', target, portal })),
        { kind: 'drain-target', target } as const,
      ]),
      { kind: 'drop-address', address },
    ];
  });
}

/** What stands after that; the portals are opened again by the additions, for the day when the VIP comes back. */
export function afterGivingUp(actual: GatewayState, desired: GatewayState): GatewayState {
  const gone = leaving(actual, desired);
  const targets = [...actual.targets].map(([iqn, has]) => {
    const closed = new Set(gone.flatMap((address) => portalsAt(has, address)));
    const portals = new Set([...has.portals].filter((portal) => !closed.has(portal)));
    return [iqn, closed.size === 0 ? has : { ...has, portals }] as const;
  });
  return { ...actual, targets: new Map(targets) };
}

/** Taken last: an initiator that finds the address must find its target. */
export function taking(actual: GatewayState, desired: GatewayState): ExportStep[] {
  const missing = [...desired.addresses].filter((address) => !actual.addresses.has(address));
  return missing.map((address) => ({ kind: 'take-address', address }));
}

const leaving = (actual: GatewayState, desired: GatewayState): string[] =>
  [...actual.addresses].filter((address) => !desired.addresses.has(address));

const portalsAt = (target: TargetState | undefined, address: string): string[] =>
  [...(target?.portals ?? [])].filter((portal) => portal.startsWith(`${address}:`));
