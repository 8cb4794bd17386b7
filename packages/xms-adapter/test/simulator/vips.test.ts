import { describe, expect, it } from 'vitest';
import { ManualClock, MemoryDataPlane, twoSites, type VipGroupSpec } from '../../src/simulator/index.js';
import { Api, field } from './support/api.js';
import { makeClientGroup, makeVolume } from './support/objects.js';
import { fate, never } from './support/two-gateways.js';
import { urlOf, withSimulator } from './support/with-simulator.js';

const VIP = '10.7.9.1';
const IQN = 'iqn.2018-12.sds.6:ap-vip';
const PORTAL = `${VIP}:3260`;
const node = 'iqn.2026-01.test:node-1';
const from = { name: 'node-1' };
const target = { initiator: node, targetIqn: IQN, portal: PORTAL, from };

/** One volume mapped through an access path with one VIP, on a clock that stands still; times in ms. */
async function mapped(change: Partial<VipGroupSpec> = {}, times: { readonly vipMoveMs?: number } = {}) {
  const clock = new ManualClock();
  const vipGroup = { preempt: false, vips: [{ ip: VIP, gateway: 'gw-a' }], ...change };
  const path = { name: 'ap-vip', type: 'Kubernetes', gateways: ['gw-a', 'gw-b'], iqn: IQN, vipGroup };
  const topology = twoSites({ accessPaths: [path] });
  const memory = new MemoryDataPlane({ topology, clock, leaseMs: 1000, electionMs: 200 });
  const options = {
    clock,
    topology,
    dataPlane: memory,
    network: memory.network,
    gatewayFenceMs: 3000,
    ...times,
  };
  const { sim } = await withSimulator(options);
  // The manager of the site that stays.
  const api = await Api.loggedIn(urlOf(sim, 1));
  await clock.advance(300);
  const volume = await madeOn(clock, makeVolume(api, 'v', 65_536));
  const client_group_id = await makeClientGroup(api, 'g', node);
  const mapping_group = { access_path_id: 1, client_group_id, block_volume_ids: [volume] };
  await api.call('POST', '/mapping-groups/', { mapping_group });
  await clock.advance(300);
  return { clock, memory, sim, api };
}

/** Moves the clock until the promise has settled. */
async function madeOn<T>(clock: ManualClock, promise: Promise<T>): Promise<T> {
  let done = false;
  const settled = promise.finally(() => {
    done = true;
  });
  while (!done) await clock.advance(20);
  return settled;
}

const holderOf = async (api: Api): Promise<unknown> => {
  const vip = await api.get('/vips/1');
  const instance = await api.get(`/vip-instances/${String(field(vip.body, 'vip.current_vip_instance.id'))}`);
  return field(instance.body, 'vip_instance.network_address.ip');
};

describe('a VIP', () => {
  it('is served by its default gateway, under the IQN of the access path, and by nothing else', async () => {
    const { memory, api } = await mapped();
    expect(await holderOf(api)).toBe('10.7.1.1');
    const session = await memory.fabric.login(target, never);
    expect(session.gateway).toBe('gw-a');
    expect(await memory.fabric.reportLuns(session, never)).toEqual([1]);
    const own = { ...target, targetIqn: 'iqn.2018-12.sds1.6:194bd1e1bff5fd3a', portal: '10.7.1.1:3260' };
    await expect(memory.fabric.login(own, never)).rejects.toThrow('not-authorised');
    await expect(memory.fabric.login({ ...target, targetIqn: own.targetIqn }, never)).rejects.toThrow(
      'no-target',
    );
  });

  it('moves when its site is cut, and not before the old holder is out for good', async () => {
    const { clock, memory, sim, api } = await mapped();
    const session = await memory.fabric.login(target, never);
    await sim.cut('site-a');
    await clock.advance(3900);
    expect(sim.vipHolder(VIP)).toBeUndefined();
    expect(await holderOf(api)).toBe('10.7.1.1');
    const stranded = memory.fabric.nop(session, never);
    expect(await fate(stranded)).toBe('pending');
    await clock.advance(1500);
    expect(sim.vipHolder(VIP)).toBe('gw-b');
    expect(await holderOf(api)).toBe('10.7.2.1');
    expect(await fate(stranded)).toBe('failed: session-lost');
    expect((await memory.fabric.login(target, never)).gateway).toBe('gw-b');
  });

  it('takes its time when told to', async () => {
    const { clock, sim } = await mapped({}, { vipMoveMs: 9000 });
    await sim.cut('site-a');
    await clock.advance(9900);
    expect(sim.vipHolder(VIP)).toBeUndefined();
    await clock.advance(1500);
    expect(sim.vipHolder(VIP)).toBe('gw-b');
  });

  it.each([
    [false, 'gw-b'],
    [true, 'gw-a'],
  ])('with preempt %s is at %s after the heal', async (preempt, gateway) => {
    const { clock, sim } = await mapped({ preempt });
    await sim.cut('site-a');
    await clock.advance(6000);
    await sim.heal('site-a');
    await clock.advance(3000);
    expect(sim.vipHolder(VIP)).toBe(gateway);
  });

  it('stays where it is while no majority of monitors answers', async () => {
    const { clock, sim } = await mapped();
    await sim.cut('site-a');
    await sim.cut('arbiter');
    await clock.advance(20_000);
    expect(sim.vipHolder(VIP)).not.toBe('gw-b');
  });

  it('moves on order, and never while a command of the old holder can still land', async () => {
    const { clock, memory, sim } = await mapped();
    const session = await memory.fabric.login(target, never);
    memory.gateway('gw-a').commandMs = 1500;
    const slow = memory.fabric.write(session, { lun: 1, offset: 0 }, Buffer.from('old'), never);
    await clock.advance(10);
    sim.moveVip(VIP, 'gw-b');
    await clock.advance(1000);
    expect(sim.vipHolder(VIP)).toBeUndefined();
    expect(await fate(slow)).toBe('pending');
    await clock.advance(1500);
    expect(sim.vipHolder(VIP)).toBe('gw-b');
    expect(await fate(slow)).toBe('failed: session-lost');
    expect(memory.writeLog.entries().map(({ executedAt }) => executedAt !== undefined)).toEqual([true]);
    expect(() => sim.moveVip(VIP, 'gw-c')).toThrow('no VIP');
  });
});
