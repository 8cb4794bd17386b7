import { describe, expect, it } from 'vitest';
import { desiredState } from '../../src/gateway/desired-state.js';
import type { GatewayState } from '../../src/gateway/gateway-state.js';
import { planSteps } from '../../src/gateway/plan-steps.js';
import { access, backing, EMPTY, NODE_1, NODE_2, stateFor, TARGET } from './exports-fixture.js';

const kinds = (actual: GatewayState, desired: GatewayState) =>
  planSteps(actual, desired).map((step) => step.kind);

describe('planning a gateway’s exports', () => {
  it('has nothing to do when the gateway is right', () => {
    const state = stateFor({ [NODE_1]: [1, 2], [NODE_2]: [1] });
    expect(planSteps(state, stateFor({ [NODE_1]: [1, 2], [NODE_2]: [1] }))).toEqual([]);
  });

  it('builds from the inside out and opens the portal last', () => {
    expect(kinds(EMPTY, stateFor({ [NODE_1]: [1] }))).toEqual([
      'create-device',
      'create-backstore',
      'create-target',
      'create-lun',
      'create-acl',
      'map',
      'enable-target',
      'create-portal',
    ]);
  });

  it('takes one volume from one node without touching the other', () => {
    const actual = stateFor({ [NODE_1]: [1], [NODE_2]: [1] });
    expect(planSteps(actual, stateFor({ [NODE_1]: [1], [NODE_2]: [] }))).toEqual([
      { kind: 'unmap', target: TARGET, initiator: NODE_2, lun: 1 },
    ]);
  });

  it('removes from the outside in when nobody uses a volume any more', () => {
    expect(kinds(stateFor({ [NODE_1]: [1, 2] }), stateFor({ [NODE_1]: [1] }))).toEqual([
      'unmap',
      'remove-lun',
      'remove-backstore',
      'remove-device',
    ]);
  });

  it('removes an initiator with its maps', () => {
    expect(kinds(stateFor({ [NODE_1]: [1], [NODE_2]: [1] }), stateFor({ [NODE_1]: [1] }))).toEqual([
      'unmap',
      'remove-acl',
    ]);
  });

  it('moves a LUN to another volume by unmapping first', () => {
    const moved = access({ [NODE_1]: [1, 2] });
    const swapped = {
      ...moved,
      initiators: [
        {
          iqn: NODE_1,
          luns: [
            { lun: 1, volumeId: 2 },
            { lun: 2, volumeId: 1 },
          ],
        },
      ],
    };
    expect(kinds(stateFor({ [NODE_1]: [1, 2] }), desiredState(swapped, backing))).toEqual([
      'unmap',
      'unmap',
      'map',
      'map',
    ]);
  });

  it('moves the portal, and a whole target under another name', () => {
    const actual = stateFor({ [NODE_1]: [1] });
    const elsewhere = desiredState({ ...access({ [NODE_1]: [1] }), portal: '10.77.1.1:3261' }, backing);
    expect(kinds(actual, elsewhere)).toEqual(['remove-portal', 'create-portal']);
    const renamed = desiredState({ ...access({}), targetIqn: `${TARGET}-2` }, backing);
    expect(kinds(actual, renamed)).toEqual([
      'remove-portal',
      'unmap',
      'remove-acl',
      'remove-lun',
      'remove-target',
      'remove-backstore',
      'remove-device',
      'create-target',
      'enable-target',
      'create-portal',
    ]);
  });

  it('reloads a grown device in place', () => {
    const grown = {
      ...backing,
      volume: (id: number) => {
        const before = backing.volume(id);
        return (
          before && {
            ...before,
            sizeBytes: 12n * 1024n * 1024n,
            runs: [...before.runs, { start: 40, count: 1 }],
          }
        );
      },
    };
    const steps = planSteps(stateFor({ [NODE_1]: [1] }), desiredState(access({ [NODE_1]: [1] }), grown));
    expect(steps).toEqual([
      {
        kind: 'reload-device',
        name: 'volume-1',
        table: '0 16384 linear 98:0 16384;16384 8192 linear 98:0 327680',
      },
    ]);
  });

  it('finishes what a script that was cut off has left half made', () => {
    const wanted = stateFor({ [NODE_1]: [1] });
    const half: GatewayState = {
      devices: wanted.devices,
      backstores: new Map([['volume-1', 'unfinished']]),
      addresses: new Set(),
      targets: new Map([[TARGET, { enabled: false, portals: new Set(), luns: new Map(), acls: new Map() }]]),
    };
    expect(kinds(half, wanted)).toEqual([
      'remove-backstore',
      'create-backstore',
      'create-lun',
      'create-acl',
      'map',
      'enable-target',
      'create-portal',
    ]);
  });
});

describe('exports that are refused', () => {
  it.each([
    [
      'LUN 0',
      { initiators: [{ iqn: NODE_1, luns: [{ lun: 0, volumeId: 1 }] }] },
      /LUN 0 is not between 1 and 255/,
    ],
    ['an unknown volume', access({ [NODE_1]: [9] }), /volume 9 has no backing/],
    ['a name with shell words', { targetIqn: 'iqn.x; reboot' }, /not a lower-case iSCSI name/],
    ['a portal without port', { portal: '10.77.1.1' }, /not ip:port/],
  ])('%s', (_, change, message) => {
    expect(() => desiredState({ ...access({}), ...change }, backing)).toThrow(message);
  });
});
