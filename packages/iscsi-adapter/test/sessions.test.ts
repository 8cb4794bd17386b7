import { formatPortal, never, type TargetPortal } from '@twinsite/domain';
import { exit } from '@twinsite/linux-host/testing';
import { describe, expect, test } from 'vitest';
import { recordSettings } from '../src/session/iscsiadm-commands.js';
import { problemOf, valueOf } from './support/outcome.js';
import { portsOn, TIMERS, twoSites, type TwoSites } from './support/two-sites.js';
import type { SimulatedHost } from '../src/testing/index.js';

const portalA: TargetPortal = {
  iqn: 'iqn.2018-12.sds:gw-a',
  portal: { address: '10.0.1.1', port: 3260 },
  site: 'a',
};

function setUp(): { sites: TwoSites; host: SimulatedHost; ports: ReturnType<typeof portsOn> } {
  const sites = twoSites();
  const host = sites.host('node-1');
  return { sites, host, ports: portsOn(host) };
}

describe('a login', () => {
  test('makes a manual record with the timers, and never discovers', async () => {
    const { sites, host, ports } = setUp();
    valueOf(await sites.clock.during(ports.sessions.login(portalA, TIMERS, never)));
    const record = host.iscsid.records.get(`${portalA.iqn} 10.0.1.1:3260`);
    expect(Object.fromEntries(record ?? [])).toMatchObject({
      'node.startup': 'manual',
      'node.leading_login': 'No',
      'node.session.scan': 'manual',
      'node.session.initial_login_retry_max': '1',
      'node.conn[0].timeo.noop_out_interval': '1',
      'node.session.timeo.replacement_timeout': '2',
    });
    expect(host.launcher.log.map(({ args }) => args.at(-1))).toEqual(['new', '2', '--login']);
    expect(host.iscsid.disks.size).toBe(0);
  });

  test('twice at once is one session (H21)', async () => {
    const { sites, host, ports } = setUp();
    const both = Promise.all([1, 2].map(() => ports.sessions.login(portalA, TIMERS, never)));
    const [first, second] = (await sites.clock.during(both)).map(valueOf);
    expect(first?.sid).toBe(second?.sid);
    expect(host.launcher.log.filter(({ args }) => args.includes('--login'))).toHaveLength(1);
  });

  test('that loses the race to another process (exit 15) is the session of the other, which stays (H21)', async () => {
    const { sites, host, ports } = setUp();
    const real = host.programs.get('iscsiadm');
    host.programs.set('iscsiadm', async (call) => {
      const result = (await real?.(call)) ?? exit(1);
      return call.args.includes('--login') ? exit(15, 'session exists') : result;
    });
    const login = ports.sessions.login(portalA, TIMERS, never);
    expect(valueOf(await sites.clock.during(login))).toMatchObject({
      state: 'logged-in',
      targetIqn: portalA.iqn,
    });
    expect(host.iscsid.records.size).toBe(1);
  });

  test('to a dead portal ends after the login timeout and leaves no record (H22)', async () => {
    const { sites, host, ports } = setUp();
    sites.a.cut();
    const start = sites.clock.now();
    const problem = problemOf(await sites.clock.during(ports.sessions.login(portalA, TIMERS, never)));
    expect(problem).toMatchObject({
      kind: 'tool-failed',
      exitCode: 8,
      tool: 'iscsiadm login to 10.0.1.1:3260',
    });
    expect(sites.clock.now() - start).toBeLessThanOrEqual(TIMERS.loginTimeoutMs + 2000);
    expect(host.leftovers()).toEqual([]);
  });

  test('the target refuses says what to check', async () => {
    const { sites, ports } = setUp();
    sites.a.allowed.add('iqn.2026-01.test:somebody-else');
    const problem = problemOf(await sites.clock.during(ports.sessions.login(portalA, TIMERS, never)));
    expect(problem).toMatchObject({ exitCode: 24 });
    expect(JSON.stringify(problem)).toContain('refuses this initiator');
  });

  test('to a portal nobody listens at ends after the login timeout too', async () => {
    const { sites, ports } = setUp();
    const nowhere = { ...portalA, portal: { address: '10.9.9.9', port: 3260 } };
    const problem = problemOf(await sites.clock.during(ports.sessions.login(nowhere, TIMERS, never)));
    expect(problem).toMatchObject({ exitCode: 8, tool: `iscsiadm login to ${formatPortal(nowhere.portal)}` });
  });

  test('waits for a session that is being recovered instead of making a second one (H23)', async () => {
    const { sites, host, ports } = setUp();
    valueOf(await sites.clock.during(ports.sessions.login(portalA, TIMERS, never)));
    sites.a.cut();
    await sites.clock.advance(3000);
    expect(valueOf(await ports.sessions.list(never)).map(({ state }) => state)).toEqual(['failed']);
    const again = ports.sessions.login(portalA, TIMERS, never);
    await sites.clock.advance(1000);
    sites.a.heal();
    expect(valueOf(await sites.clock.during(again)).state).toBe('logged-in');
    expect(host.launcher.log.filter(({ args }) => args.includes('--login'))).toHaveLength(1);
  });
});

describe('a logout', () => {
  test('of a session with a disk does nothing (H6)', async () => {
    const { sites, host, ports } = setUp();
    const session = valueOf(await sites.clock.during(ports.sessions.login(portalA, TIMERS, never)));
    valueOf(await sites.clock.during(ports.paths.attach({ session, ...sites.attachment }, never)));
    expect(await sites.clock.during(ports.sessions.logoutIdle(session, never))).toEqual({
      ok: true,
      value: 'in-use',
    });
    expect(host.launcher.log.filter(({ args }) => args.includes('-u'))).toEqual([]);
  });

  test('waits for a scan of the same session that has begun, and then finds its disk', async () => {
    const { sites, ports } = setUp();
    const session = valueOf(await sites.clock.during(ports.sessions.login(portalA, TIMERS, never)));
    const attach = ports.paths.attach({ session, ...sites.attachment }, never);
    const logout = ports.sessions.logoutIdle(session, never);
    valueOf(await sites.clock.during(attach));
    expect(await sites.clock.during(logout)).toEqual({ ok: true, value: 'in-use' });
  });

  test('never reaches another session that got the number meanwhile (H22)', async () => {
    const { sites, host, ports } = setUp();
    const session = valueOf(await sites.clock.during(ports.sessions.login(portalA, TIMERS, never)));
    const stale = { ...session, targetIqn: 'iqn.2018-12.sds:old' };
    expect(valueOf(await sites.clock.during(ports.sessions.logoutIdle(stale, never)))).toBe('logged-out');
    expect(host.iscsid.sessions.size).toBe(1);
  });
});

test('the initiator name is read from its file', async () => {
  const { ports } = setUp();
  expect(await ports.sessions.initiator(never)).toEqual({ ok: true, value: 'iqn.2026-01.test:node-1' });
});

test('timers are whole seconds, rounded up', () => {
  const settings = new Map(
    recordSettings({ loginTimeoutMs: 1, noopIntervalMs: 1001, noopTimeoutMs: 1000, replacementTimeoutMs: 0 }),
  );
  const values = ['login_timeout', 'noop_out_interval', 'noop_out_timeout'].map((name) =>
    settings.get(`node.conn[0].timeo.${name}`),
  );
  expect([...values, settings.get('node.session.timeo.replacement_timeout')]).toEqual(['1', '2', '1', '0']);
});
