import { describe, expect, it } from 'vitest';
import { GatewayUnreachable } from '../../src/simulator/index.js';
import { fate, never, TwoGateways } from './support/two-gateways.js';

describe('a gateway without the majority', () => {
  it('holds commands, drops them when its lease is over, and never executes them after', async () => {
    const lab = await TwoGateways.exported();
    const session = await lab.login('b');
    lab.gateway('b').commandMs = 50;
    const stranded = lab.write(session, 'old');
    const lost = expect(stranded).rejects.toMatchObject({ fault: 'session-lost' });
    await lab.plane.network.cut('inter-site');
    await lab.clock.advance(999);
    expect([lab.gateway('b').isActive(), await fate(stranded)]).toEqual([true, 'pending']);
    await lab.clock.advance(2);
    expect(lab.gateway('b').isActive()).toBe(false);
    await lab.write(await lab.login('a'), 'new');
    await lab.clock.advance(60_000);
    await lab.plane.network.heal('inter-site');
    await lab.clock.advance(60_000);
    await lost;
    expect(lab.stored(3)).toBe('new');
    expect(
      lab.plane.writeLog
        .entries()
        .map(({ gateway, executedAt, droppedAt }) => [gateway, !!executedAt, !!droppedAt]),
    ).toEqual([
      ['gw-b', false, true],
      ['gw-a', true, false],
    ]);
  });

  it('does so although its management asks for configuration, and says nothing to it', async () => {
    const lab = await TwoGateways.exported();
    await lab.plane.network.cut('site-b');
    const asked = [
      lab.plane.configureGateway(
        'gw-b',
        { targetIqn: 't', portal: 'p', initiators: [] },
        AbortSignal.timeout(20),
      ),
      lab.plane.drain('gw-b', 'i', AbortSignal.timeout(20)),
      lab.plane.sessions('gw-b', AbortSignal.timeout(20)),
    ];
    for (const call of asked) await expect(call).rejects.toBeInstanceOf(GatewayUnreachable);
  });

  it('comes back empty, and its old sessions are gone', async () => {
    const lab = await TwoGateways.exported();
    const session = await lab.login('a');
    await lab.plane.network.cut('site-a');
    await lab.clock.advance(1001);
    expect((await lab.plane.health()).gateways).toEqual([
      { name: 'gw-a', alive: false },
      { name: 'gw-b', alive: true },
      { name: 'fg-a', alive: false },
      { name: 'fg-b', alive: true },
    ]);
    await lab.plane.network.heal('site-a');
    expect((await lab.plane.health()).gateways[0]).toEqual({ name: 'gw-a', alive: true });
    expect(lab.gateway('a').exports).toBeUndefined();
    await expect(lab.plane.fabric.nop(session, never)).rejects.toMatchObject({ fault: 'session-lost' });
    await lab.export('a');
    await lab.write(await lab.login('a'), 'again');
    expect(lab.stored(5)).toBe('again');
  });

  it('drops what it holds when it was away while the others chose a new leader, even before its lease ends', async () => {
    const lab = await TwoGateways.exported();
    const session = await lab.login('a');
    lab.gateway('a').commandMs = 10;
    const stranded = lab.write(session, 'old');
    const lost = expect(stranded).rejects.toMatchObject({ fault: 'session-lost' });
    await lab.plane.network.cut('site-a');
    await lab.clock.advance(250);
    await lab.write(await lab.login('b'), 'new');
    await lab.plane.network.heal('site-a');
    await lab.clock.advance(100);
    await lost;
    expect(lab.stored(3)).toBe('new');
  });

  it('is nobody when there is no majority at all', async () => {
    const lab = await TwoGateways.exported();
    await lab.plane.network.cut('arbiter');
    await lab.plane.network.cut('inter-site');
    await expect(lab.plane.health()).rejects.toThrow('no majority');
    await lab.clock.advance(1001);
    expect([lab.gateway('a').isActive(), lab.gateway('b').isActive()]).toEqual([false, false]);
    await lab.plane.network.heal('arbiter');
    await lab.clock.advance(300);
    expect([lab.gateway('a').isActive(), lab.gateway('b').isActive()]).toEqual([true, false]);
  });
});
