import { describe, expect, it } from 'vitest';
import { field } from '../support/api.js';
import { FileWorld, VIP } from './file-world.js';

const node = { ip: '10.9.0.1', site: 'b' as const };
const nearby = { ip: '10.9.0.2', site: 'a' as const };

const holders = async (world: FileWorld) => {
  const { body } = await world.api.get('/fs-gateways/');
  return (body['fs_gateways'] as Record<string, unknown>[]).map((row) => [row['status'], row['vip']]);
};

describe('the VIP of the file gateways', () => {
  it('moves when the lease of its gateway has run out, stays there, and mounts outlive the move', async () => {
    const world = await FileWorld.make();
    const mount = await world.mount(node);
    await world.write(mount, 'one');
    expect(await holders(world)).toEqual([
      ['active', VIP],
      ['active', ''],
    ]);
    await world.sim.cut('site-a', 'refusing');
    const waiting = world.overwrite(mount, 'two');
    await world.clock.advance(900);
    expect(world.files.vipHolder(VIP)).toBe('fg-a');
    await world.clock.advance(200);
    expect(world.files.vipHolder(VIP)).toBe('fg-b');
    await waiting;
    expect(world.stored()).toBe('two');
    await world.sim.heal('site-a');
    await world.clock.advance(1500);
    expect(await holders(world)).toEqual([
      ['active', ''],
      ['active', VIP],
    ]);
    expect(field((await world.api.get('/fs-gateway-groups/1')).body, 'fs_gateway_group.status')).toBe(
      'active',
    );
    expect(world.sim.violations()).toEqual([]);
  });

  it('moves on order, and what was in its gateway is sent again to the next one', async () => {
    const world = await FileWorld.make();
    const mount = await world.mount(node);
    await world.write(mount, 'one');
    world.files.hold('fg-a', true);
    const pending = world.overwrite(mount, 'two');
    await world.clock.advance(10);
    world.files.moveVip(VIP, 'fg-b');
    await pending;
    world.files.hold('fg-a', false);
    await world.clock.advance(1000);
    expect(world.stored()).toBe('two');
    expect(
      world.files.writeLog.entries().map(({ gateway, executedAt }) => [gateway, executedAt !== undefined]),
    ).toEqual([
      ['fg-a', true],
      ['fg-a', false],
      ['fg-b', true],
    ]);
  });
});

describe('a file gateway that is cut off', () => {
  it('never executes what was stranded in it, also not after it was rewritten elsewhere', async () => {
    const world = await FileWorld.make();
    const mount = await world.mount(nearby);
    await world.write(mount, 'one');
    const own = new AbortController();
    world.files.hold('fg-a', true);
    const stranded = expect(world.overwrite(mount, 'stale', own.signal)).rejects.toThrow('gone');
    await world.clock.advance(10);
    await world.sim.cut('site-a', 'refusing');
    await world.clock.advance(2000);
    const other = await world.mount(node);
    await world.write(other, 'new');
    own.abort(new Error('gone'));
    await stranded;
    world.files.hold('fg-a', false);
    await world.sim.heal('site-a');
    await world.clock.advance(3000);
    expect(world.stored()).toBe('new');
    const entry = world.files.writeLog.entries().find(({ length }) => length === 'stale'.length);
    expect(entry).toMatchObject({ gateway: 'fg-a', executedAt: undefined });
    expect(entry?.droppedAt).toBeDefined();
  });

  it('takes no orders and has no exports until it is back and told them again', async () => {
    const world = await FileWorld.make();
    await world.sim.cut('site-b', 'refusing');
    await world.clock.advance(1001);
    expect(world.files.gateway('fg-b').exports).toBeUndefined();
    const own = AbortSignal.timeout(20);
    await expect(world.files.view('fg-b', own)).rejects.toMatchObject({ code: 'GATEWAY_UNREACHABLE' });
    await world.sim.heal('site-b');
    await world.clock.advance(1500);
    expect(world.files.gateway('fg-b').exports?.map(({ path }) => path)).toEqual([
      '/sdsfs/csi-fs-1',
      '/sdsfs/k8s-nfs',
    ]);
  });
});
