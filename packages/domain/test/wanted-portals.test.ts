import { describe, expect, test } from 'vitest';
import {
  wantedPortals,
  type Attachment,
  type GatewayStatus,
  type SeenAccessPath,
  type TargetPortal,
  type VipStatus,
} from '@twinsite/domain';
import { twoPortals } from './subjects.js';
import { accessPath, gateway, portalOf } from './seen-access-path.js';

const attachedTo = (...names: readonly string[]): Attachment => ({
  ...twoPortals().attachment,
  accessPath: 'ap',
  portals: names.map(portalOf),
});
const named = (portals: readonly TargetPortal[]): readonly string[] =>
  portals.map(({ iqn }) => iqn.slice(-1));
const decided = (attachment: Attachment, ...paths: readonly SeenAccessPath[]) => {
  const { use, leave, add } = wantedPortals(attachment, paths);
  return { use: named(use), leave: named(leave), add: named(add) };
};
const unchanged = { use: ['a', 'b'], leave: [], add: [] };

describe('the portals of a volume', () => {
  test('stay as they are while no AccessPath shows one of its iSCSI names', () => {
    expect(decided(attachedTo('a', 'b'))).toEqual(unchanged);
    expect(decided(attachedTo('a', 'b'), accessPath([gateway('c'), gateway('d')]))).toEqual(unchanged);
  });

  test('gain those of a gateway that has come, also while it is joining or down', () => {
    const path = accessPath([gateway('a'), gateway('b'), gateway('c', 'Joining'), gateway('d', 'Down')]);
    expect(decided(attachedTo('a', 'b'), path)).toEqual({ use: ['a', 'b'], leave: [], add: ['c', 'd'] });
    const without: GatewayStatus = { ...gateway('c', 'Joining'), portals: [] };
    expect(decided(attachedTo('a', 'b'), accessPath([gateway('a'), gateway('b'), without]))).toEqual(
      unchanged,
    );
  });

  test('lose those of a gateway that is leaving, or gone from the status', () => {
    const left = { use: ['b'], leave: ['a'], add: [] };
    expect(decided(attachedTo('a', 'b'), accessPath([gateway('a', 'Leaving'), gateway('b')]))).toEqual(left);
    expect(decided(attachedTo('a', 'b'), accessPath([gateway('b')]))).toEqual(left);
  });

  test('follow a gateway to another address', () => {
    const moved: GatewayStatus = { ...gateway('a'), portals: [{ address: '10.9.9.9', port: 3260 }] };
    const { leave, add } = wantedPortals(attachedTo('a', 'b'), [accessPath([moved, gateway('b')])]);
    expect(leave).toEqual([portalOf('a')]);
    expect(add).toEqual([{ ...portalOf('a'), portal: { address: '10.9.9.9', port: 3260 } }]);
  });

  test('are never taken away on a status that is behind its spec, has no role, or no gateway (H7)', () => {
    const one = accessPath([gateway('b')]);
    const { status } = one;
    if (status === undefined) throw new Error('there is a status');
    const uncertain: readonly SeenAccessPath[] = [
      { ...one, generation: 4 },
      { ...one, status: { ...status, role: undefined } },
      { ...one, status: { ...status, gateways: [] } },
      { ...one, status: undefined },
    ];
    for (const path of uncertain) expect(decided(attachedTo('a', 'b'), path)).toEqual(unchanged);
  });

  test('are never taken away because the array does not name a gateway or its address (H7)', () => {
    const nameless: GatewayStatus = { ...gateway('a', 'Missing'), targetIqn: undefined, portals: [] };
    expect(decided(attachedTo('a', 'b'), accessPath([nameless, gateway('b')]))).toEqual(unchanged);
    for (const state of ['Active', 'Missing'] as const) {
      const placeless: GatewayStatus = { ...gateway('a', state), portals: [] };
      expect(decided(attachedTo('a', 'b'), accessPath([placeless, gateway('b')]))).toEqual(unchanged);
    }
  });

  test('are never all taken away (H7)', () => {
    const path = accessPath([gateway('a', 'Leaving'), gateway('b', 'Leaving')]);
    expect(decided(attachedTo('a', 'b'), path)).toEqual(unchanged);
  });

  test('change only in what two objects of one access path both say', () => {
    const both = decided(
      attachedTo('a', 'b'),
      accessPath([gateway('b'), gateway('c')]),
      accessPath([gateway('a'), gateway('b'), gateway('c'), gateway('d')]),
    );
    expect(both).toEqual({ use: ['a', 'b'], leave: [], add: ['c'] });
    const behind = { ...accessPath([gateway('b')]), generation: 4 };
    expect(decided(attachedTo('a', 'b'), accessPath([gateway('b')]), behind)).toEqual(unchanged);
  });
});

describe('an AccessPath of another path, whose gateways have the same iSCSI names', () => {
  const other: SeenAccessPath = { ...accessPath([gateway('b'), gateway('c')]), spec: { name: 'another' } };

  test('neither takes a portal away nor brings one (H7)', () => {
    expect(decided(attachedTo('a', 'b'), other)).toEqual(unchanged);
    const own = accessPath([gateway('a', 'Leaving'), gateway('b')]);
    expect(decided(attachedTo('a', 'b'), other, own)).toEqual({ use: ['b'], leave: ['a'], add: [] });
  });

  test('is not taken for the own one where the name of the path is not known (H7)', () => {
    const nameless = { ...twoPortals().attachment, portals: ['a', 'b'].map(portalOf) };
    expect(decided(nameless, other)).toEqual(unchanged);
    const all = accessPath([gateway('a', 'Leaving'), gateway('b'), gateway('c')]);
    expect(decided(nameless, all)).toEqual({ use: ['b'], leave: ['a'], add: ['c'] });
  });
});

describe('the VIPs of a volume', () => {
  const vip = (address: string, state: VipStatus['state'] = 'Active'): VipStatus => ({
    address,
    holder: 'gw-b',
    state,
  });
  const place = (address: string, site?: string): TargetPortal => ({
    iqn: 'iqn.2018-12.sds:ap',
    portal: { address, port: 3262 },
    site,
  });
  const attachment: Attachment = {
    ...attachedTo('a'),
    pathMode: 'vip',
    portals: [place('10.0.0.1'), place('10.0.0.2')],
  };
  const path = (...vips: readonly VipStatus[]) => accessPath([gateway('a'), gateway('b')], vips);

  test.each([[], [vip('10.0.0.1', 'Leaving')]])(
    'follow the VIPs of the access path, all at its own name and their one port',
    (...leaving) => {
      const vips = [vip('10.0.0.2', 'Down'), vip('10.0.0.3'), vip('10.0.0.4', 'Joining'), ...leaving];
      expect(wantedPortals(attachment, [path(...vips)])).toEqual({
        use: [place('10.0.0.2')],
        leave: [place('10.0.0.1')],
        add: [place('10.0.0.3', 'a')],
      });
    },
  );

  test('stay while the path has none, or does not tell its name', () => {
    const same = { use: attachment.portals, leave: [], add: [] };
    expect(wantedPortals(attachment, [path()])).toEqual(same);
    const nameless = path(vip('10.0.0.3'));
    const status = nameless.status === undefined ? undefined : { ...nameless.status, iqn: undefined };
    expect(wantedPortals(attachment, [{ ...nameless, status }])).toEqual(same);
  });

  test('mean nothing to a volume that is used through the gateways', () => {
    const gateways = attachedTo('a', 'b');
    expect(decided(gateways, path(vip('10.0.0.3')))).toEqual(unchanged);
  });
});
