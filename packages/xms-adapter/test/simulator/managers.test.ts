import { describe, expect, it } from 'vitest';
import type { FaultEffect } from '../../src/simulator/index.js';
import { Api, field } from './support/api.js';
import { urlOf, withSimulator } from './support/with-simulator.js';

const volume = { block_volume: { name: 'v', pool_id: 1, size: 1 } };

async function bothManagers() {
  const { sim, api } = await withSimulator();
  const other = new Api(urlOf(sim, 1));
  other.token = api.token;
  return { sim, api, other };
}

/** How a request ends within 500 ms: a status, `reset`, or `silence`. */
async function ending(
  call: (signal: AbortSignal) => Promise<{ status: number }>,
): Promise<number | 'reset' | 'silence'> {
  try {
    return (await call(AbortSignal.timeout(500))).status;
  } catch (error) {
    return (error as Error).name === 'TimeoutError' ? 'silence' : 'reset';
  }
}

describe('several managers', () => {
  it('share one state and one set of tokens', async () => {
    const { sim, api, other } = await bothManagers();
    await api.call('POST', '/block-volumes/', volume);
    expect(field((await other.get('/block-volumes/?name=v')).body, 'block_volumes.0.id')).toBe(1);
    expect(sim.xmsServers()).toMatch(/^127\.0\.0\.1:\d+,127\.0\.0\.1:\d+$/);
    expect(new Set(sim.requestLog().map(({ manager }) => manager))).toEqual(
      new Set(['manager-a', 'manager-b']),
    );
  });

  it.each([
    ['refusing', 'reset'],
    ['silent', 'silence'],
  ] as const)('answer for one that is %s, which comes back on the same address', async (state, expected) => {
    const { sim, api, other } = await bothManagers();
    const call = (signal: AbortSignal) => api.call('POST', '/block-volumes/', volume, signal);
    await sim.setManager('manager-a', { state });
    expect(await ending(call)).toBe(expected);
    expect(field((await other.get('/block-volumes/')).body, 'block_volumes')).toEqual([]);
    await sim.setManager('manager-a', { state: 'up' });
    expect(await ending(call)).toBe(202);
  });

  it.each([
    ['silent', 'silence'],
    ['refusing', 'reset'],
  ] as const)('of a dark site are %s', async (darkness, expected) => {
    const { sim, api, other } = await bothManagers();
    await sim.cut('site-a', darkness);
    expect(await ending((signal) => api.call('GET', '/version/', undefined, signal))).toBe(expected);
    expect((await other.get('/version/')).status).toBe(200);
    await sim.heal('site-a');
    expect((await api.get('/version/')).status).toBe(200);
    expect(sim.cuts()).toEqual([]);
  });

  it('end what they kept waiting in the silence when they come back', async () => {
    const { sim, api } = await bothManagers();
    await sim.setManager('manager-a', { state: 'silent' });
    const kept = api.get('/pools/');
    await expect.poll(() => sim.heardInSilence()).toBe(1);
    await sim.setManager('manager-a', { state: 'up' });
    await expect(kept).rejects.toThrow('fetch failed');
    expect(sim.heardInSilence()).toBe(0);
  });

  it('answer late when told to', async () => {
    const { sim, api } = await bothManagers();
    await sim.setManager('manager-a', { latencyMs: 120 });
    await api.get('/version/');
    expect(sim.requestLog().at(-1)?.ms).toBeGreaterThanOrEqual(115);
  });

  it('are refused by name when there is none', async () => {
    const { sim } = await bothManagers();
    await expect(sim.setManager('manager-z', { state: 'up' })).rejects.toThrow(
      'no manager is called manager-z',
    );
  });
});

describe('a fault', () => {
  const executed = [{ name: 'v' }];
  it.each([
    [{ kind: 'status', status: 500 }, 500, []],
    [{ kind: 'status-after', status: 500 }, 500, executed],
    [{ kind: 'reset-before' }, 'reset', []],
    [{ kind: 'silent-before' }, 'silence', []],
    [{ kind: 'reset-after' }, 'reset', executed],
    [{ kind: 'silent-after' }, 'silence', executed],
    [{ kind: 'delay', ms: 20 }, 202, executed],
    [{ kind: 'slow', medianMs: 5, p99Ms: 20 }, 202, executed],
  ] as [FaultEffect, unknown, object[]][])('%j ends a request with %s', async (effect, expected, volumes) => {
    const { sim, api, other } = await bothManagers();
    sim.setFaults([{ operation: 'POST /block-volumes/', times: 1, effect }]);
    expect(await ending((signal) => api.call('POST', '/block-volumes/', volume, signal))).toBe(expected);
    expect((await other.get('/block-volumes/')).body['block_volumes']).toMatchObject(volumes);
    expect(sim.state.volumes.all()).toHaveLength(volumes.length);
    expect(sim.faults()).toEqual([]);
  });

  it('hits the share of requests it is set to, at the manager it is set to', async () => {
    const { sim, api, other } = await bothManagers();
    sim.setFaults([
      { operation: '*', manager: 'manager-a', rate: 0.25, effect: { kind: 'status', status: 503 } },
    ]);
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1)
      statuses.push((await api.get('/version/')).status, (await other.get('/version/')).status);
    expect(statuses.filter((status) => status === 503)).toHaveLength(2);
  });
});
