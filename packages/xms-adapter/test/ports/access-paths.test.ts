import { never } from '@twinsite/domain';
import { afterEach, describe, expect, it } from 'vitest';
import type { SimulatorOptions } from '../../src/simulator/index.js';
import { twoSites } from '../../src/simulator/index.js';
import { expectOk, expectProblem } from '../transport/an-array.js';
import { onSimulator, thePath, type OnSimulator } from './on-simulator.js';

let at: OnSimulator | undefined;

afterEach(async () => {
  const violations = at?.simulator.violations() ?? [];
  await at?.close();
  at = undefined;
  expect(violations).toEqual([]);
});

async function start(options: SimulatorOptions = {}, age = 0): Promise<OnSimulator> {
  at = await onSimulator(options, { topologyAgeMs: age });
  return at;
}

const bothSites = [
  { gateway: 'gw-a', site: 'a', portals: [{ address: '10.7.1.1', port: 3260 }] },
  { gateway: 'gw-b', site: 'b', portals: [{ address: '10.7.2.1', port: 3260 }] },
];

describe('the portals of an access path', () => {
  it.each(['host', 'network-addresses', 'target'] as const)(
    'are found when only %s tells them',
    async (gatewayAddress) => {
      const { array } = await start({ switches: { gatewayAddress } });
      expect((await thePath(array)).targets).toMatchObject(bothSites);
    },
  );

  it.each(['zero', 'tcp'] as const)(
    'have port 3260 when the port of the target is %s',
    async (targetPort) => {
      const { array } = await start({ switches: { targetPort } });
      expect((await thePath(array)).targets).toMatchObject(bothSites);
    },
  );

  it('take the role word that names a gateway, whatever else it says', async () => {
    const { array } = await start({
      switches: { gatewayAddress: 'network-addresses', gatewayAddressRole: 'block_storage_Gateway' },
    });
    expect((await thePath(array)).targets).toMatchObject(bothSites);
  });

  it('of a dark site stay in the list', async () => {
    const { array, simulator } = await start();
    await simulator.cut('site-b', 'refusing');
    await expect
      .poll(async () => (await thePath(array)).targets[1]?.status, { timeout: 8_000 })
      .not.toBe('active');
    expect((await thePath(array)).targets).toMatchObject(bothSites);
  }, 15_000);
});

describe('access paths', () => {
  it('that do not exist are named together with those that do', async () => {
    const { array } = await start();
    const problem = expectProblem(await array.accessPaths.find('nowhere', never), 'access-path-missing');
    expect(problem.known).toEqual(['ap-k8s']);
  });

  it('of a kind that iSCSI cannot use are left out', async () => {
    const paths = ['Kubernetes', 'iSCSI', 'FC', 'Local'].map((type) => ({
      name: type,
      type,
      gateways: ['gw-a'],
    }));
    const { array } = await start({ topology: twoSites({ accessPaths: paths }) });
    expect(expectOk(await array.accessPaths.names(never))).toEqual(['Kubernetes', 'iSCSI']);
    expectProblem(await array.accessPaths.find('FC', never), 'access-path-missing');
  });

  it('of one name twice are refused, with both ids', async () => {
    const paths = ['Kubernetes', 'iSCSI'].map((type) => ({ name: 'same', type, gateways: ['gw-a'] }));
    const { array } = await start({ topology: twoSites({ accessPaths: paths }) });
    const problem = expectProblem(await array.accessPaths.find('same', never), 'invalid-request');
    expect([problem.value, problem.remedy]).toEqual(['same', expect.stringMatching(/id 1 .* and id 2/)]);
  });

  it('are remembered for the stated time, but a name that was missing is asked for again', async () => {
    const running = await start({}, 60_000);
    const { array, simulator } = running;
    await thePath(array);
    running.requests();
    await thePath(array);
    expect(running.requests()).toEqual([]);
    expectProblem(await array.accessPaths.find('new', never), 'access-path-missing');
    const [path] = simulator.state.accessPaths.where(() => true);
    if (path === undefined) throw new Error('there is an access path');
    simulator.state.accessPaths.insert((id) => ({ ...path, id, name: 'new' }));
    expect(expectOk(await array.accessPaths.find('new', never)).targets).toEqual([]);
  });
});
