import { describe, expect, it } from 'vitest';
import { twoSites } from '../../src/simulator/index.js';
import { urlOf, withSimulator } from './support/with-simulator.js';

const volume = { name: 'v', pool_id: 1, size: 1 };

describe('a request that is not as the schema says', () => {
  it.each([
    ['GET', '/nothing/', undefined, 404, 'path: no such operation'],
    ['PUT', '/block-volumes/1', undefined, 404, 'path: no such operation'],
    ['GET', '/block-volumes/?nam=x', undefined, 400, 'query nam: is not declared'],
    ['GET', '/block-volumes/?limit=ten', undefined, 400, 'query limit: must be int, is "ten"'],
    ['GET', '/block-volumes/?recycled=yes', undefined, 400, 'query recycled: must be bool, is "yes"'],
    ['GET', '/client-lun-mappings/', undefined, 400, 'query mapping_group_id: is required'],
    [
      'POST',
      '/block-volumes/',
      { block_volume: { ...volume, sise: 1 } },
      400,
      'block_volume.sise: is not declared',
    ],
    [
      'POST',
      '/block-volumes/',
      { block_volume: { ...volume, size: '1' } },
      400,
      'block_volume.size: must be int, is "1"',
    ],
    [
      'POST',
      '/block-volumes/',
      { block_volume: { ...volume, size: 2 ** 60 } },
      400,
      'block_volume.size: must be int',
    ],
    ['POST', '/block-volumes/', { block_volume: { name: 'v' } }, 400, 'block_volume.pool_id: is required'],
    ['POST', '/block-volumes/', { volume }, 400, 'block_volume: is required'],
    [
      'POST',
      '/mapping-groups/1/block-volumes',
      { block_volume_ids: 1 },
      400,
      'block_volume_ids: must be a list',
    ],
    [
      'POST',
      '/client-groups/',
      { client_group: { clients: ['iqn'] } },
      400,
      'client_group.clients[0]: must be an object',
    ],
    ['POST', '/block-volumes/', undefined, 400, 'body: must be an object'],
    ['DELETE', '/block-volumes/1', { force: true }, 400, 'body: is not declared'],
  ])('is refused and noted: %s %s %j', async (...[method, path, body, status, problem]) => {
    const { sim, api } = await withSimulator();
    const answer = await api.call(method, path, body);
    expect(answer.status).toBe(status);
    expect(sim.violations()).toHaveLength(1);
    expect(sim.violations()[0]?.problems.join()).toContain(problem);
  });

  it('is printed as one line', async () => {
    const lines: string[] = [];
    const { api } = await withSimulator({ print: (line) => lines.push(line) });
    await api.get('/pools/?colour=red');
    expect(lines).toEqual(['violation in request: GET /v1/pools/?colour=red: query colour: is not declared']);
  });

  it('is refused when its body is no JSON, and outside /v1', async () => {
    const { sim, api } = await withSimulator();
    const headers = { 'Xms-Auth-Token': api.token };
    const broken = await fetch(`${urlOf(sim, 0)}/v1/block-volumes/`, {
      method: 'POST',
      headers,
      body: '{"a":',
    });
    const outside = await fetch(`${urlOf(sim, 0)}/pools/`, { headers });
    expect([broken.status, outside.status]).toEqual([400, 404]);
    expect(sim.violations().map(({ side }) => side)).toEqual(['request', 'request']);
  });

  it.each([
    ['message', 'application/json'],
    ['error-code', 'application/json'],
    ['text', 'text/plain'],
    ['empty', null],
  ] as const)('gets an error body of the form %s', async (errorBody, type) => {
    const { sim, api } = await withSimulator({ switches: { errorBody } });
    const answer = await fetch(`${urlOf(sim, 0)}/v1/block-volumes/7`, {
      headers: { 'Xms-Auth-Token': api.token },
    });
    const text = await answer.text();
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(text.includes('block volume 7 not found')).toBe(errorBody !== 'empty');
  });
});

describe('a reply that is not as the schema says', () => {
  it("is withheld and noted as the simulator's own mistake", async () => {
    const topology = twoSites({ version: 42 as unknown as string });
    const { sim, api } = await withSimulator({ topology });
    expect((await api.get('/version/')).status).toBe(500);
    expect(sim.violations()).toMatchObject([{ side: 'reply', problems: ['version: must be string, is 42'] }]);
  });
});

describe('the request log', () => {
  it('tells who asked what, how it was answered, and no secret', async () => {
    const { sim, api } = await withSimulator();
    await api.get(`/pools/?token=${api.token}`);
    await api.get('/block-volumes/9');
    const access_path = { name: 'p', type: 'iSCSI', tsecret: 'hush-hush-1' };
    await api.call('POST', '/access-paths/', { access_path });
    const log = sim.requestLog();
    expect(log.map(({ operation, status, user }) => [operation, status, user])).toEqual([
      ['POST /auth/tokens:login', 201, ''],
      ['GET /pools/', 200, 'admin'],
      ['GET /block-volumes/{id}', 404, 'admin'],
      ['POST /access-paths/', 202, 'admin'],
    ]);
    expect(log[1]?.path).toBe('/v1/pools/?token=***');
    expect(log[3]?.body).toEqual({ access_path: { name: 'p', type: 'iSCSI', tsecret: '***' } });
    expect(JSON.stringify(log)).not.toMatch(/hush-hush|"admin","password":"admin"/);
    expect(JSON.stringify(log)).not.toContain(api.token);
  });
});
