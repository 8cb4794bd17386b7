import type { GatewayExports, InitiatorAccess } from '@twinsite/xms-adapter/simulator';
import { portalOf, targetIqn } from '../../array/lab-topology.js';
import { initiatorIqn } from '../../guest/kernel-arguments.js';
import type { Lab } from '../../lab.js';
import { GATEWAYS, type GuestName } from '../../network/topology.js';
import type { TargetPortal } from '../initiator.js';

/** Volume 1 belongs to both nodes, volume 2 to node-1 only. Their LUN is their id. */
export const VOLUMES = [
  { id: 1, sizeBytes: 512n * 1024n * 1024n, naa: '60014050000000000000000000000001' },
  { id: 2, sizeBytes: 64n * 1024n * 1024n, naa: '60014050000000000000000000000002' },
] as const;

export function wwidOf(volumeId: 1 | 2): string {
  return `3${VOLUMES[volumeId - 1]?.naa ?? ''}`;
}

export function targetOf(gateway: GuestName): TargetPortal {
  return { iqn: targetIqn(gateway), portal: portalOf(gateway) };
}

export const TARGETS = GATEWAYS.map(targetOf);

const lun = (id: number) => ({ lun: id, volumeId: id });

/** What each node may see; without node-2 it is the fence of the drain check. */
export function accessFor(nodes: readonly GuestName[]): InitiatorAccess[] {
  const luns: Partial<Record<GuestName, InitiatorAccess['luns']>> = {
    'node-1': [lun(1), lun(2)],
    'node-2': [lun(1)],
  };
  return nodes.map((node) => ({ iqn: initiatorIqn(node), luns: luns[node] ?? [] }));
}

export function exportsOf(gateway: GuestName, initiators: InitiatorAccess[]): GatewayExports {
  const { iqn, portal } = targetOf(gateway);
  return { targetIqn: iqn, portal, initiators };
}

export async function configure(
  lab: Lab,
  gateways: readonly GuestName[],
  nodes: readonly GuestName[],
  signal: AbortSignal,
): Promise<void> {
  const initiators = accessFor(nodes);
  await Promise.all(
    gateways.map((gateway) =>
      lab.dataPlane.configureGateway(gateway, exportsOf(gateway, initiators), signal),
    ),
  );
}
