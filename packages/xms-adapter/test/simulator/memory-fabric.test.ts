import { describe, expect, it } from 'vitest';
import { fate, never, TwoGateways } from './support/two-gateways.js';

describe('an initiator', () => {
  it('reads through one gateway what it wrote through the other, across blocks', async () => {
    const lab = await TwoGateways.exported();
    const [a, b] = [await lab.login('a'), await lab.login('b')];
    const text = 'x'.repeat(5000);
    await lab.write(a, text, 4000);
    const bytes = await lab.plane.fabric.read(b, { lun: 1, offset: 3999, length: 5002 }, never);
    expect(Buffer.from(bytes).toString()).toBe(`\0${text}\0`);
    expect(lab.plane.store.allocatedBytes(1)).toBe(3 * 4096);
  });

  it('sees the same identity through both gateways', async () => {
    const lab = await TwoGateways.exported();
    const seen = await Promise.all(
      (['a', 'b'] as const).map(async (side) => lab.plane.fabric.inquiry(await lab.login(side), 1, never)),
    );
    expect(seen[0]).toEqual({ naa: `6001405${'a'.repeat(25)}`, serial: 'a'.repeat(25), sizeBytes: 65_536n });
    expect(seen[1]).toEqual(seen[0]);
  });

  it.each([
    ['to a target that is not there', { targetIqn: 'iqn.x' }, 'no-target'],
    ['without access', { initiator: 'iqn.2026-01.test:stranger' }, 'not-authorised'],
  ])('is refused a login: %s', async (_case, change, fault) => {
    const lab = await TwoGateways.exported();
    const request = {
      initiator: 'iqn.2026-01.test:node-1',
      targetIqn: 'iqn.a',
      portal: '10.7.1.1:3260',
      from: { name: 'n' },
    };
    await expect(lab.plane.fabric.login({ ...request, ...change }, never)).rejects.toMatchObject({ fault });
  });

  it('finds no portal at a gateway without exports, and silence at an address nobody has', async () => {
    const lab = new TwoGateways();
    await expect(lab.login('a')).rejects.toMatchObject({ fault: 'no-portal' });
    const request = { initiator: 'i', targetIqn: 't', portal: '10.9.9.9:3260', from: { name: 'n' } };
    const nowhere = lab.plane.fabric.login(request, AbortSignal.timeout(20));
    await expect(nowhere).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(lab.plane.fabric.reachable({ name: 'n' }, '10.9.9.9:3260')).toBe(false);
  });

  it('may not go past the end of the volume, nor use a LUN that is not mapped', async () => {
    const lab = await TwoGateways.exported();
    const session = await lab.login('a');
    await expect(lab.write(session, 'xy', 65_535)).rejects.toMatchObject({ fault: 'out-of-range' });
    const place = { lun: 2, offset: 0 };
    await expect(lab.plane.fabric.write(session, place, Buffer.from('x'), never)).rejects.toMatchObject({
      fault: 'no-lun',
    });
    expect(await lab.plane.fabric.reportLuns(session, never)).toEqual([1]);
  });

  it('hears nothing over a cut link until its own patience ends', async () => {
    const lab = await TwoGateways.exported();
    const session = await lab.login('a');
    await lab.plane.network.cut('site-a');
    const impatient = new AbortController();
    const calls = [
      lab.plane.fabric.nop(session, impatient.signal),
      lab.plane.fabric.read(session, { lun: 1, offset: 0, length: 1 }, impatient.signal),
      lab.login('a', impatient.signal),
    ];
    await lab.clock.advance(10_000);
    for (const call of calls) expect(await fate(call)).toBe('pending');
    expect(lab.plane.fabric.reachable({ name: 'node-1' }, '10.7.1.1:3260')).toBe(false);
    impatient.abort(new Error('gave up'));
    for (const call of calls) await expect(call).rejects.toThrow('gave up');
  });

  it('at site a reaches only the gateway of its own site while the link is cut', async () => {
    const lab = await TwoGateways.exported();
    await lab.plane.network.cut('inter-site');
    const from = { name: 'node-1', site: 'a' } as const;
    const { fabric } = lab.plane;
    expect([fabric.reachable(from, '10.7.1.1:3260'), fabric.reachable(from, '10.7.2.1:3260')]).toEqual([
      true,
      false,
    ]);
  });

  it('goes on with the command where it was when the link was cut for less than the lease', async () => {
    const lab = await TwoGateways.exported();
    const session = await lab.login('a');
    await lab.plane.network.cut('site-a');
    const write = lab.write(session, 'kept');
    await lab.clock.advance(150);
    await lab.plane.network.heal('site-a');
    await write;
    expect(lab.stored(4)).toBe('kept');
  });

  it('ends its session', async () => {
    const lab = await TwoGateways.exported();
    const session = await lab.login('a');
    expect(await lab.plane.sessions('gw-a', never)).toEqual([
      { initiator: session.initiator, loggedIn: true },
    ]);
    await lab.plane.fabric.logout(session, never);
    expect(await lab.plane.sessions('gw-a', never)).toEqual([]);
    await expect(lab.plane.fabric.nop(session, never)).rejects.toMatchObject({ fault: 'session-lost' });
  });
});
