import { describe, expect, it } from 'vitest';
import { withSimulator } from './support/with-simulator.js';

async function controlled() {
  const { sim, api } = await withSimulator({ control: { host: '127.0.0.1', port: 0 } });
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${sim.controlUrl ?? ''}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  return { sim, api, ask };
}

describe('the control port', () => {
  it('shows the state, the requests and the violations', async () => {
    const { api, ask } = await controlled();
    await api.get('/pools/?colour=red');
    const { body } = await ask('GET', '/state');
    expect(body).toMatchObject({
      managers: [{ name: 'manager-a', state: 'up' }, { name: 'manager-b' }],
      accessPaths: [{ name: 'ap-k8s', hasSecret: false }],
      gateways: [{ name: 'gw-a', active: true, sessions: [] }, { name: 'gw-b' }],
    });
    expect(JSON.stringify(body)).not.toContain('tsecret');
    expect((await ask('GET', '/violations')).body).toMatchObject([
      { problems: ['query colour: is not declared'] },
    ]);
    expect(await ask('GET', '/requests')).toMatchObject({
      status: 200,
      body: [{ status: 201 }, { status: 400 }],
    });
    await ask('POST', '/logs/clear');
    expect((await ask('GET', '/violations')).body).toEqual([]);
  });

  it('changes switches, merging what is given, and says what it cannot do', async () => {
    const { sim, ask } = await controlled();
    const change = { duplicateName: 409, settling: { volume: { ms: 5 } }, statusWords: { creating: 'busy' } };
    expect((await ask('POST', '/switches', change)).status).toBe(200);
    expect(sim.switches()).toMatchObject({
      ...change,
      settling: { volume: { ms: 5, polls: 0, outcome: 'done' } },
    });
    const wrong = {
      paging: 'maybe',
      settling: { volume: { ms: -1 }, planet: {} },
      colour: 1,
      freezeMs: 'long',
      gatewayAddressRole: 1,
    };
    const refused = await ask('POST', '/switches', wrong);
    expect(refused.status).toBe(400);
    for (const name of [
      'paging',
      'settling.volume.ms',
      'settling.planet',
      'colour',
      'freezeMs',
      'gatewayAddressRole',
    ]) {
      expect(JSON.stringify(refused.body)).toContain(`${name}: `);
    }
    expect(sim.switches().paging).toBe('present');
  });

  it('cuts and heals sites, the link and the arbiter', async () => {
    const { sim, ask } = await controlled();
    expect((await ask('POST', '/site/a/cut', { darkness: 'refusing' })).body).toEqual(['site-a']);
    expect(sim.managers()[0]?.state).toBe('refusing');
    expect((await ask('POST', '/inter-site/cut')).body).toEqual(['site-a', 'inter-site']);
    expect((await ask('POST', '/arbiter/cut')).body).toHaveLength(3);
    for (const part of ['site/a', 'inter-site', 'arbiter']) await ask('POST', `/${part}/heal`);
    expect(sim.cuts()).toEqual([]);
    expect((await ask('POST', '/site/c/cut')).status).toBe(400);
    expect((await ask('POST', '/site/a/cut', { darkness: 'grey' })).status).toBe(400);
  });

  it('sets faults, managers, gateways and ends logins', async () => {
    const { sim, api, ask } = await controlled();
    const faults = [{ operation: 'GET /pools/', times: 1, effect: { kind: 'status', status: 500 } }];
    expect((await ask('POST', '/faults', { faults })).body).toEqual(faults);
    expect((await api.get('/pools/')).status).toBe(500);
    expect((await ask('POST', '/faults', { faults: [{ operation: 1, effect: { kind: 'x' } }] })).status).toBe(
      400,
    );
    const wrong = { operation: 'GET *', chance: 2, seed: 'x', effect: { kind: 'slow', medianMs: 5 } };
    const refused = await ask('POST', '/faults', { faults: [wrong] });
    for (const name of ['chance', 'seed', 'effect.p99Ms'])
      expect(JSON.stringify(refused.body)).toContain(`faults[0].${name}: `);
    expect((await ask('POST', '/managers/manager-b', { latencyMs: 7 })).body).toMatchObject([
      {},
      { latencyMs: 7 },
    ]);
    expect((await ask('POST', '/managers/manager-z', { latencyMs: 7 })).status).toBe(400);
    expect((await ask('POST', '/managers/manager-b', { state: 'tired' })).status).toBe(400);
    expect((await ask('POST', '/gateways/gw-a', { commandMs: 9 })).body).toEqual({
      name: 'gw-a',
      commandMs: 9,
    });
    expect(sim.memory?.gateway('gw-a').commandMs).toBe(9);
    await ask('POST', '/logins/expire');
    expect((await api.get('/pools/')).status).toBe(401);
  });

  it('tells what there is when asked for something else', async () => {
    const { ask } = await controlled();
    expect(await ask('GET', '/nothing')).toMatchObject({ status: 404 });
    expect((await ask('POST', '/switches', 'x')).status).toBe(400);
  });
});
