import { assessQuorum, never } from '@twinsite/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { twoSites } from '../../src/simulator/index.js';
import { expectOk, expectProblem } from '../transport/an-array.js';
import { onSimulator, type OnSimulator } from './on-simulator.js';

let at: OnSimulator;
const { pools } = twoSites();
const [first] = pools;

beforeEach(async () => {
  if (first === undefined) throw new Error('the topology has pools');
  at = await onSimulator({
    topology: twoSites({ pools: [...pools, { ...first, name: 'twice' }, { ...first, name: 'twice' }] }),
  });
});

afterEach(async () => {
  const violations = at.simulator.violations();
  await at.close();
  expect(violations).toEqual([]);
});

describe('pools', () => {
  it('are found by name, internal name and id, with their space', async () => {
    const pool = expectOk(await at.array.pools.find('pool-b', never));
    expect(pool).toMatchObject({ name: 'pool-b', stretched: true, total: 429_496_729_600n });
    for (const reference of [pool.poolName, pool.id]) {
      expect(expectOk(await at.array.pools.find(reference, never))).toEqual(pool);
    }
  });

  it('of one name are ambiguous and named with their ids', async () => {
    const problem = expectProblem(await at.array.pools.find('twice', never), 'pool-ambiguous');
    expect(problem.matches).toEqual([
      expect.stringContaining('twice (id 3'),
      expect.stringContaining('twice (id 4'),
    ]);
  });

  it('that do not exist are named together with those that do', async () => {
    const problem = expectProblem(await at.array.pools.find('poolx', never), 'pool-missing');
    expect(problem.known).toEqual(['pool-a', 'pool-b', 'twice', 'twice']);
  });

  it('are listed', async () => {
    expect(expectOk(await at.array.pools.list(never)).map(({ name }) => name)).toContain('pool-a');
  });
});

describe('a reading of the sites', () => {
  it('has version, manager, hosts, monitors, replicas and gateways by site', async () => {
    const reading = expectOk(await at.array.sites.read(never));
    expect(reading.version).toBe('SDS_4.2.000.0.200302');
    expect(at.simulator.xmsServers().split(',')[0]).toBe(reading.manager);
    expect(reading.hosts.map(({ name, site, up }) => [name, site, up])).toContainEqual(['gw-b', 'b', true]);
    expect(reading.monitors.map(({ site, state }) => [site, state])).toEqual([
      ['a', 'up'],
      ['b', 'up'],
      ['arbiter', 'up'],
    ]);
    expect(reading.pools[0]).toMatchObject({ name: 'pool-a', stretched: true });
    expect(reading.pools[0]?.replicas.map(({ site, count }) => [site, count])).toEqual([
      ['a', 2],
      ['b', 2],
    ]);
    expect(reading.accessPaths[0]?.targets.map(({ site }) => site)).toEqual(['a', 'b']);
  });

  it('after a site has gone dark comes from the other manager and shows what is left', async () => {
    await at.simulator.cut('site-a', 'refusing');
    const read = async () => expectOk(await at.array.sites.read(never));
    await expect
      .poll(async () => assessQuorum((await read()).monitors), { timeout: 8_000 })
      .toEqual({ kind: 'held', up: 2, total: 3, spare: 0 });
    const reading = await read();
    expect(reading.manager).toBe(at.simulator.xmsServers().split(',')[1]);
    expect(reading.monitors.find(({ site }) => site === 'a')?.state).toBe('down');
    await expect
      .poll(async () => (await read()).hosts.filter(({ site }) => site === 'a').map(({ up }) => up), {
        timeout: 8_000,
      })
      .toEqual([false, false, false]);
    expect(reading.accessPaths[0]?.targets.map(({ site }) => site)).toEqual(['a', 'b']);
  }, 15_000);
});
