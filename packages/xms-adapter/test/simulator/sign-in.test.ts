import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../src/simulator/index.js';
import { Api, field } from './support/api.js';
import { urlOf, withSimulator } from './support/with-simulator.js';

const identity = (user: Record<string, unknown>) => ({ auth: { identity: { password: { user } } } });

describe('sign-in', () => {
  it('gives out a token of 32 hex digits that lives as long as it says', async () => {
    const { sim } = await withSimulator();
    const answer = await new Api(urlOf(sim, 0)).login('admin@array.test', 'admin');
    const token = answer.body['token'] as { uuid: string; create: string; expires: string };
    expect(answer.status).toBe(201);
    expect(token.uuid).toMatch(/^[0-9a-f]{32}$/);
    expect(Date.parse(token.expires) - Date.parse(token.create)).toBe(3_600_000);
  });

  it('takes the older form by name, by e-mail and from a token', async () => {
    const { api } = await withSimulator();
    const byName = await api.call('POST', '/auth/tokens', identity({ name: 'admin', password: 'admin' }));
    const byMail = await api.call(
      'POST',
      '/auth/tokens',
      identity({ email: 'admin@array.test', password: 'admin' }),
    );
    const renewed = await api.call('POST', '/auth/tokens', {
      auth: { identity: { token: { uuid: api.token } } },
    });
    const wrong = await api.call('POST', '/auth/tokens', identity({ name: 'admin', password: 'x' }));
    expect([byName, byMail, renewed, wrong].map(({ status }) => status)).toEqual([201, 201, 201, 401]);
  });

  it('takes the token as header, as query and as cookie, on both prefixes and every manager', async () => {
    const { sim, api } = await withSimulator();
    const base = urlOf(sim, 1);
    const headers = [{ 'Xms-Auth-Token': api.token }, { cookie: `a=b; XMS_AUTH_TOKEN=${api.token}` }];
    const answers = [
      ...headers.map((header) => fetch(`${base}/v1/pools/`, { headers: header })),
      fetch(`${base}/v1/pools/?token=${api.token}`),
      fetch(`${base}/api/v1/pools/?token=${api.token}`),
      fetch(`${base}/v1/pools/`),
    ];
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 200, 200, 401]);
  });

  it.each([
    { tokenSlides: false, status: 401 },
    { tokenSlides: true, status: 200 },
  ])(
    'answers $status to a token in use past its time when tokenSlides is $tokenSlides',
    async ({ tokenSlides, status }) => {
      const clock = new ManualClock();
      const { api } = await withSimulator({ clock, switches: { tokenLifetimeMs: 1000, tokenSlides } });
      await clock.advance(900);
      expect((await api.get('/pools/')).status).toBe(200);
      await clock.advance(200);
      expect((await api.get('/pools/')).status).toBe(status);
    },
  );

  it('forgets a token on logout, and all of them when told to', async () => {
    const { sim, api } = await withSimulator();
    expect((await api.call('POST', '/auth/tokens:logout')).status).toBe(204);
    expect((await api.get('/pools/')).status).toBe(401);
    await api.login('admin', 'admin');
    sim.expireLogins();
    expect((await api.get('/pools/')).status).toBe(401);
  });

  it('freezes an account after too many wrong passwords, for the time its policy states', async () => {
    const clock = new ManualClock();
    const { sim, api } = await withSimulator({ clock, switches: { maxLoginAttempts: 3, freezeMs: 60_000 } });
    const policy = await api.get('/auth/security-policy');
    expect(policy.body['auth_security_policy']).toMatchObject({ max_attempts: 3, freeze_duration: 60 });
    for (const password of ['x', 'y', 'z']) expect((await api.login('admin', password)).status).toBe(401);
    expect(sim.accounts.isFrozen('admin')).toBe(true);
    expect((await api.login('admin', 'admin')).status).toBe(401);
    await clock.advance(60_001);
    expect((await api.login('admin', 'admin')).status).toBe(201);
  });

  it('takes only the new password after a change, and the tokens that are out', async () => {
    const { sim, api } = await withSimulator();
    sim.accounts.changePassword('admin', 'fresh');
    expect((await api.get('/pools/')).status).toBe(200);
    const other = new Api(urlOf(sim, 0));
    expect((await other.login('admin', 'admin')).status).toBe(401);
    expect((await other.login('admin', 'fresh')).status).toBe(201);
    expect(() => sim.accounts.changePassword('nobody', 'x')).toThrow('no user nobody');
  });

  it('counts wrong passwords anew after a right one', async () => {
    const { sim, api } = await withSimulator({ switches: { maxLoginAttempts: 2 } });
    for (const password of ['x', 'admin', 'x']) await api.login('admin', password);
    expect(sim.accounts.isFrozen('admin')).toBe(false);
  });

  it('shows an access token only when it is made, and lets it in with its own roles', async () => {
    const { sim, api } = await withSimulator();
    const asked = { access_token: { name: 'csi', roles: ['Observer'] } };
    const made = await api.call('POST', '/access-tokens/', asked);
    const listed = await api.get('/access-tokens/');
    const reader = new Api(urlOf(sim, 0));
    reader.token = String(field(made.body, 'access_token.uuid'));
    const write = await reader.call('POST', '/block-volumes/', {
      block_volume: { name: 'v', pool_id: 1, size: 1 },
    });
    expect(made.status).toBe(201);
    expect(Object.keys(field(listed.body, 'access_tokens.0') as object)).not.toContain('uuid');
    expect((await reader.get('/pools/')).status).toBe(200);
    expect(write.status).toBe(403);
    expect(
      (await api.call('POST', `/access-tokens:validate?subject_access_token=${reader.token}`)).status,
    ).toBe(200);
    expect((await api.call('DELETE', '/access-tokens/1')).status).toBe(204);
    expect((await reader.get('/pools/')).status).toBe(401);
    expect(sim.violations()).toEqual([]);
  });
});
