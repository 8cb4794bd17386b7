import { parseVolumeName, siteMapOf, never } from '@twinsite/domain';
import type { GatewayUseSubject } from '@twinsite/domain/testing';
import type { ArrayTraits } from '../../src/index.js';
import { twoSites, type HostSpec, type SimulatorOptions, type Topology } from '../../src/simulator/index.js';
import { expectOk } from '../transport/an-array.js';
import { aNode, onSimulator, siteMap, thePath, type OnSimulator } from './on-simulator.js';
import { TalkativePlane } from './talkative-plane.js';

const GATEWAYS = ['gw-a', 'gw-b', 'gw-c'] as const;

const third: HostSpec = {
  name: 'gw-c',
  site: 'a',
  rack: 'rack-a',
  type: 'storage_server',
  roles: ['block_storage_gateway'],
  adminIp: '10.8.1.3',
  gateway: { iqn: 'iqn.2018-12.sds1.6:194bd1e1bff5fd3c', ip: '10.7.1.3', port: 3260 },
};

export function threeGateways(change: Partial<Topology> = {}): Topology {
  const { hosts } = twoSites();
  return twoSites({ hosts: [...hosts, third], ...change });
}

export interface ArrayToSetUp extends OnSimulator {
  readonly plane: TalkativePlane;
  subject(): Promise<GatewayUseSubject>;
}

let serial = 0;

/** The simulator with a third gateway, where everything succeeds at once and a test says who is logged in. */
export async function anArrayToSetUp(
  options: SimulatorOptions = {},
  change: Partial<ArrayTraits> = {},
): Promise<ArrayToSetUp> {
  const plane = new TalkativePlane(GATEWAYS);
  const sites = siteMapOf(new Map([...siteMap.hosts, ['gw-c', 'a'] as const]));
  const at = await onSimulator(
    { topology: threeGateways(), dataPlane: plane, ...options },
    {},
    { siteMap: sites, ...change },
  );
  return { ...at, plane, subject: () => subjectOf(at, plane) };
}

async function subjectOf(at: OnSimulator, plane: TalkativePlane): Promise<GatewayUseSubject> {
  const { array } = at;
  const next = (): number => (serial += 1);
  return {
    array,
    pool: expectOk(await array.pools.find('pool-a', never)),
    accessPath: await thePath(array),
    gateways: GATEWAYS,
    freshName: () => expectOk(parseVolumeName(`pvc-setup-${String(next()).padStart(6, '0')}`, 'name')),
    freshNode: () => aNode(`node-setup-${next()}`),
    freshPathName: () => `path-${next()}`,
    freshAddress: () => `10.7.9.${next()}`,
    logIn: (iqn, gateway) => plane.loggedIn.set(gateway, [...(plane.loggedIn.get(gateway) ?? []), iqn]),
    logOut: (iqn, gateway) =>
      plane.loggedIn.set(
        gateway,
        (plane.loggedIn.get(gateway) ?? []).filter((other) => other !== iqn),
      ),
  };
}
