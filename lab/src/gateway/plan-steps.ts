import type { ExportStep } from './export-step.js';
import { EMPTY_TARGET, type GatewayState } from './gateway-state.js';
import { afterGivingUp, givingUp, taking } from './plan-addresses.js';
import { additions, removals } from './plan-target.js';

/**
 * The changes that turn what a gateway has into what it should have; none when it is right already.
 * VIPs are given up before anything else and taken when everything behind them stands. Removal runs from the outside in (portal, maps, ACLs, LUNs, backstores), creation from the inside out with the
 * portal last: an initiator that reconnects early is refused the connection instead of being told that its
 * target does not exist, which it would take for final.
 */
export function planSteps(actual: GatewayState, desired: GatewayState): ExportStep[] {
  const { targets } = afterGivingUp(actual, desired);
  return [
    ...givingUp(actual, desired),
    ...[...targets].flatMap(([iqn, has]) => removals(iqn, has, desired.targets.get(iqn))),
    ...staleBackstores(actual, desired),
    ...devices(actual, desired),
    ...missingBackstores(actual, desired),
    ...[...desired.targets].flatMap(([iqn, wants]) =>
      additions(iqn, targets.get(iqn) ?? EMPTY_TARGET, wants),
    ),
    ...taking(actual, desired),
  ];
}

/** A volume's serial never changes: another one marks a half-made backstore, which no LUN points to yet. */
function staleBackstores(actual: GatewayState, desired: GatewayState): ExportStep[] {
  return [...actual.backstores]
    .filter(([name, serial]) => desired.backstores.get(name) !== serial)
    .map(([name]) => ({ kind: 'remove-backstore', name }));
}

function missingBackstores(actual: GatewayState, desired: GatewayState): ExportStep[] {
  return [...desired.backstores]
    .filter(([name, serial]) => actual.backstores.get(name) !== serial)
    .map(([name, serial]) => ({ kind: 'create-backstore', name, serial }));
}

function devices(actual: GatewayState, desired: GatewayState): ExportStep[] {
  const stale = [...actual.devices.keys()].filter((name) => !desired.devices.has(name));
  const wrong = [...desired.devices].filter(([name, table]) => actual.devices.get(name) !== table);
  return [
    ...stale.map((name): ExportStep => ({ kind: 'remove-device', name })),
    ...wrong.map(
      ([name, table]): ExportStep => ({
        kind: actual.devices.has(name) ? 'reload-device' : 'create-device',
        name,
        table,
      }),
    ),
  ];
}
