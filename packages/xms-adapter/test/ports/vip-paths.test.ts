import { portalsOf, never } from '@twinsite/domain';
import type { AccessPath, GrantRequest } from '@twinsite/domain';
import { afterEach, describe, expect, it } from 'vitest';
import { twoSites, type SimulatorOptions } from '../../src/simulator/index.js';
import { expectOk } from '../transport/an-array.js';
import { aNode, createdVolume, onSimulator, type OnSimulator } from './on-simulator.js';
import { TalkativePlane } from './talkative-plane.js';

const VIPS = ['10.7.9.1', '10.7.9.2'];
const IQN = 'iqn.2018-12.sds.6:ap-vip';

let at: OnSimulator | undefined;

afterEach(async () => {
  const violations = at?.simulator.violations() ?? [];
  await at?.close();
  at = undefined;
  expect(violations).toEqual([]);
});

async function start(options: SimulatorOptions = {}, age = 0): Promise<OnSimulator> {
  const gateways = ['gw-a', 'gw-b'];
  const vips = VIPS.map((ip, index) => ({ ip, gateway: gateways[index] ?? '' }));
  const vipGroup = { preempt: false, vips };
  const accessPaths = [
    { name: 'ap-k8s', type: 'Kubernetes', gateways },
    { name: 'ap-vip', type: 'Kubernetes', gateways, iqn: IQN, vipGroup },
  ];
  const times = { gatewayFenceMs: 500, leaseMs: 200, electionMs: 50 };
  at = await onSimulator(
    { topology: twoSites({ accessPaths }), ...times, ...options },
    { topologyAgeMs: age },
  );
  await expect.poll(() => at?.simulator.vipHolder(VIPS[1] ?? '')).toBe('gw-b');
  return at;
}

const thePath = async ({ array }: OnSimulator): Promise<AccessPath> =>
  expectOk(await array.accessPaths.find('ap-vip', never));

describe('an access path with VIPs', () => {
  it.each(['AccessPath', 'access_path'] as const)(
    'is used through them, whether the array says %s',
    async (vipResourceType) => {
      const path = await thePath(await start({ switches: { vipResourceType } }));
      expect(path).toMatchObject({
        mode: 'vip',
        targets: [
          {
            iqn: IQN,
            gateway: 'gw-a',
            site: 'a',
            status: 'active',
            portals: [{ address: VIPS[0], port: 3260 }],
          },
          {
            iqn: IQN,
            gateway: 'gw-b',
            site: 'b',
            status: 'active',
            portals: [{ address: VIPS[1], port: 3260 }],
          },
        ],
      });
      expect(portalsOf(path).map(({ portal, site }) => [portal.address, site])).toEqual([
        [VIPS[0], undefined],
        [VIPS[1], undefined],
      ]);
    },
  );

  it('tells who holds a VIP after it has moved, and the portals stay the same', async () => {
    const running = await start();
    const before = portalsOf(await thePath(running));
    await running.simulator.cut('site-a', 'refusing');
    const holder = async () => (await thePath(running)).targets[0]?.gateway;
    await expect.poll(holder, { timeout: 8_000 }).toBe('gw-b');
    expect(portalsOf(await thePath(running))).toEqual(before);
  }, 15_000);

  it('is remembered, and a path without VIPs never asks for any', async () => {
    const running = await start({}, 60_000);
    await thePath(running);
    running.requests();
    await thePath(running);
    expect(running.requests()).toEqual([]);
    const plain = expectOk(await running.array.accessPaths.find('ap-k8s', never));
    expect(plain.mode).toBe('multipath');
    expect(running.requests().filter((operation) => operation.includes('vip'))).toEqual([]);
  });

  it('has every gateway asked about a session, since any may hold the VIP', async () => {
    const plane = new TalkativePlane();
    const running = await start({ dataPlane: plane });
    const node = aNode('node-1');
    const volume = await createdVolume(running.array, 'pvc-1');
    const request: GrantRequest = { volume, node, accessPath: await thePath(running) };
    expectOk(await running.array.lunAccess.grant(request, never));
    plane.loggedIn.set('gw-b', [node.iqn]);
    expect(expectOk(await running.array.lunAccess.sessions(request, never))).toMatchObject([
      { gateway: 'gw-a', session: 'none', answers: true },
      { gateway: 'gw-b', session: 'logged-in', answers: true },
    ]);
  });

  it('appears in a site reading with its VIPs', async () => {
    const running = await start();
    const reading = expectOk(await running.array.sites.read(never));
    const path = reading.accessPaths.find(({ name }) => name === 'ap-vip');
    expect([path?.mode, path?.targets.length]).toEqual(['vip', 2]);
  });
});
