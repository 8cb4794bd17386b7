import type { GatewayExports } from '@twinsite/xms-adapter/simulator';
import { desiredState } from '../../src/gateway/desired-state.js';
import type { GatewayState } from '../../src/gateway/gateway-state.js';

export const EMPTY: GatewayState = {
  devices: new Map(),
  backstores: new Map(),
  targets: new Map(),
  addresses: new Set(),
};
export const TARGET = 'iqn.2026-01.lab.twinsite:gw-a';
export const NODE_1 = 'iqn.2026-01.lab.twinsite:node-1';
export const NODE_2 = 'iqn.2026-01.lab.twinsite:node-2';

export const backing = {
  extentBytes: 4 * 1024 * 1024,
  volume: (id: number) =>
    id > 3
      ? undefined
      : {
          naa: `6001405${String(id).padStart(25, '0')}`,
          sizeBytes: 8n * 1024n * 1024n,
          runs: [{ start: id * 2, count: 2 }],
        },
};

/** `access({ [NODE_1]: [1, 2] })`: LUN and volume id are the same number. */
export function access(luns: Readonly<Record<string, readonly number[]>>): GatewayExports {
  const initiators = Object.entries(luns).map(([iqn, ids]) => ({
    iqn,
    luns: ids.map((id) => ({ lun: id, volumeId: id })),
  }));
  return { targetIqn: TARGET, portal: '10.77.1.1:3260', initiators };
}

export function stateFor(luns: Readonly<Record<string, readonly number[]>>): GatewayState {
  return desiredState(access(luns), backing);
}

export const VIP_TARGET = 'iqn.2026-01.lab.twinsite:ap-vip';
export const VIP_PORTAL = '10.77.9.1:3260';

/** Volume 1 for node 1 through a VIP, which the gateway holds or only listens for. */
export function floating(held: boolean): GatewayExports {
  const initiators = [{ iqn: NODE_1, luns: [{ lun: 1, volumeId: 1 }] }];
  const portals = [VIP_PORTAL];
  const target = { targetIqn: VIP_TARGET, initiators, portals, held: held ? portals : [] };
  return { ...access({}), floating: [target] };
}
