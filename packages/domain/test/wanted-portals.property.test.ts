import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  wantedPortals,
  type Attachment,
  type GatewayState,
  type GatewayStatus,
  type SeenAccessPath,
  type TargetPortal,
} from '@twinsite/domain';
import { accessPath, gateway, portalOf } from './seen-access-path.js';
import { twoPortals } from './subjects.js';

const NAMES = ['a', 'b', 'c', 'd', 'e'];
const state = fc.constantFrom<GatewayState>('Joining', 'Active', 'Down', 'Leaving', 'Missing');
const seenGateway = (name: string): fc.Arbitrary<GatewayStatus> =>
  fc.record({ state, named: fc.boolean(), placed: fc.boolean(), moved: fc.boolean() }).map((is) => ({
    ...gateway(name, is.state),
    targetIqn: is.named ? gateway(name).targetIqn : undefined,
    portals: is.placed
      ? [{ address: is.moved ? `10.1.1.${name}` : portalOf(name).portal.address, port: 3260 }]
      : [],
  }));
const seen: fc.Arbitrary<SeenAccessPath> = fc
  .record({
    gateways: fc.subarray(NAMES).chain((names) => fc.tuple(...names.map(seenGateway))),
    role: fc.constantFrom('manager' as const, 'observer' as const, undefined),
    observedGeneration: fc.constantFrom(2, 3, 3, 3),
  })
  .map(({ gateways, ...change }) => accessPath(gateways, [], change));
const attachment: fc.Arbitrary<Attachment> = fc
  .subarray(NAMES, { minLength: 1 })
  .map((names) => ({ ...twoPortals().attachment, accessPath: 'ap', portals: names.map(portalOf) }));

const key = ({ iqn, portal }: TargetPortal): string => `${iqn} ${portal.address}`;
const keys = (portals: readonly TargetPortal[]): readonly string[] => portals.map(key).sort();

test('whatever AccessPaths say: a volume keeps a way in, each of its portals is used or left, and new ones are new', () => {
  fc.assert(
    fc.property(attachment, fc.array(seen, { maxLength: 3 }), (volume, paths) => {
      const { use, leave, add } = wantedPortals(volume, paths);
      expect(use.length + add.length).toBeGreaterThan(0);
      expect(keys([...use, ...leave])).toEqual(keys(volume.portals));
      expect(new Set(keys([...volume.portals, ...add])).size).toBe(volume.portals.length + add.length);
    }),
  );
});

test('what one AccessPath says is done once: afterwards it wants nothing more', () => {
  fc.assert(
    fc.property(attachment, seen, (volume, path) => {
      const { use, add } = wantedPortals(volume, [path]);
      const portals = [...use, ...add];
      expect(wantedPortals({ ...volume, portals }, [path])).toEqual({ use: portals, leave: [], add: [] });
    }),
  );
});

test('the order of AccessPaths, gateways and portals means nothing, and several never do more than each alone', () => {
  fc.assert(
    fc.property(attachment, fc.array(seen, { minLength: 1, maxLength: 3 }), (volume, paths) => {
      const { use, leave, add } = wantedPortals(volume, paths);
      const turned = paths.toReversed().map(({ generation, spec, status }) => ({
        generation,
        spec,
        status: status && { ...status, gateways: status.gateways.toReversed() },
      }));
      const back = wantedPortals({ ...volume, portals: volume.portals.toReversed() }, turned);
      expect([keys(back.use), keys(back.leave), back.add]).toEqual([keys(use), keys(leave), add]);
      const alone = paths.map((path) => wantedPortals(volume, [path]));
      const speaking = alone.filter((one) => one.leave.length + one.add.length > 0);
      for (const one of speaking) expect(keys(one.leave)).toEqual(expect.arrayContaining([...keys(leave)]));
      for (const one of speaking) expect(keys(one.add)).toEqual(expect.arrayContaining([...keys(add)]));
    }),
  );
});
