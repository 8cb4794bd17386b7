import { describe, expect, it } from 'vitest';
import { defaultSwitches, ManualClock, MemoryDataPlane, twoSites } from '../../src/simulator/index.js';
import { field } from './support/api.js';
import { idOf, initiator, makeClientGroup, makeVolume } from './support/objects.js';
import { from, portals } from './support/mapped-volume.js';
import { never } from './support/two-gateways.js';
import { urlOf, withSimulator } from './support/with-simulator.js';
import { Api } from './support/api.js';

const VIP = '10.7.9.1';

/** A volume that is mapped through an access path of gw-a alone, made over the API, on a clock that stands still. */
async function oneGateway() {
  const clock = new ManualClock();
  const topology = twoSites({ accessPaths: [] });
  const memory = new MemoryDataPlane({ topology, clock, leaseMs: 1000, electionMs: 200 });
  const { sim } = await withSimulator({ clock, topology, dataPlane: memory, network: memory.network });
  const api = await Api.loggedIn(urlOf(sim, 1));
  await clock.advance(300);
  const access_path = { name: 'ap', type: 'Kubernetes', host_ids: [1], description: 'by hand' };
  const path = idOf(await api.call('POST', '/access-paths/', { access_path }), 'access_path');
  await clock.advance(100);
  const made = makeVolume(api, 'v', 65_536);
  await clock.advance(100);
  const volume = await made;
  const client_group_id = await makeClientGroup(api, 'g');
  const mapping_group = { access_path_id: path, client_group_id, block_volume_ids: [volume] };
  await api.call('POST', '/mapping-groups/', { mapping_group });
  await clock.advance(100);
  const addGateway = async (hostId: number): Promise<void> => {
    const reply = await api.call('POST', '/targets/', { target: { access_path_id: path, host_id: hostId } });
    expect(reply.status).toBe(202);
    await clock.advance(100);
  };
  return { clock, memory, sim, api, path, addGateway };
}

const hostOfGatewayB = 3;

async function writeThrough(memory: MemoryDataPlane, side: 'a' | 'b', text: string): Promise<void> {
  const session = await memory.fabric.login({ initiator, from, ...portals[side] }, never);
  await memory.fabric.write(session, { lun: 1, offset: 0 }, Buffer.from(text), never);
}

const stored = (memory: MemoryDataPlane): string => Buffer.from(memory.store.read(1, 0, 3)).toString();

describe('a gateway that joins an access path', () => {
  it('exports what is mapped under the same LUN, and the same data is behind it', async () => {
    const { memory, addGateway } = await oneGateway();
    await writeThrough(memory, 'a', 'one');
    await expect(writeThrough(memory, 'b', 'two')).rejects.toMatchObject({ fault: 'not-authorised' });
    await addGateway(hostOfGatewayB);
    await writeThrough(memory, 'b', 'two');
    expect(stored(memory)).toBe('two');
  });
});

describe('a gateway that leaves an access path', () => {
  it('exports nothing more, and the others go on', async () => {
    const { clock, memory, api, path, addGateway } = await oneGateway();
    await addGateway(hostOfGatewayB);
    const { body } = await api.get(`/targets/?access_path_id=${path}&host_id=1`);
    const target = String(field(body, 'targets.0.id'));
    expect((await api.call('DELETE', `/targets/${target}`)).status).toBe(409);
    expect((await api.call('DELETE', `/targets/${target}?force=true`)).status).toBe(202);
    await clock.advance(200);
    await expect(writeThrough(memory, 'a', 'one')).rejects.toMatchObject({ fault: 'not-authorised' });
    await writeThrough(memory, 'b', 'two');
    expect(stored(memory)).toBe('two');
  });

  it('loses its VIPs to one that stays before its target is gone, and then holds none of them by default', async () => {
    const { clock, sim, api, path, addGateway } = await oneGateway();
    await addGateway(hostOfGatewayB);
    const addresses = await api.get('/network-addresses/?host_id=1&role=gateway');
    const network_address_id = field(addresses.body, 'network_addresses.0.id');
    const vips = [{ ip: VIP, mask: 24, network_address_id }];
    const vip_group = {
      resource_type: 'AccessPath',
      resource_id: path,
      network: 'gateway',
      preempt: true,
      vips,
    };
    await api.call('POST', '/vip-groups/', { vip_group });
    await clock.advance(500);
    expect(sim.vipHolder(VIP)).toBe('gw-a');
    const slow = { ms: 5000, polls: 0, outcome: 'done' } as const;
    sim.setSwitches({ settling: { ...defaultSwitches.settling, target: slow } });
    const { body } = await api.get(`/targets/?access_path_id=${path}&host_id=1`);
    await api.call('DELETE', `/targets/${String(field(body, 'targets.0.id'))}?force=true`);
    await clock.advance(1000);
    expect(sim.vipHolder(VIP)).toBe('gw-b');
    expect(sim.state.targets.find(({ status }) => status === 'deleting')).toBeDefined();
    await clock.advance(5000);
    expect(sim.vipHolder(VIP)).toBe('gw-b');
    expect(field((await api.get('/vips/1')).body, 'vip.default_vip_instance')).toBe(undefined);
    expect((await api.get(`/targets/?access_path_id=${path}&host_id=1`)).body['targets']).toEqual([]);
  });

  it('may hold a VIP again that was made while it was not there', async () => {
    const { clock, sim, api, path, addGateway } = await oneGateway();
    const addresses = await api.get('/network-addresses/?host_id=1&role=gateway');
    const network_address_id = field(addresses.body, 'network_addresses.0.id');
    const vips = [{ ip: VIP, mask: 24, network_address_id }];
    const vip_group = { resource_type: 'AccessPath', resource_id: path, network: 'gateway', vips };
    await api.call('POST', '/vip-groups/', { vip_group });
    await clock.advance(500);
    await addGateway(hostOfGatewayB);
    sim.moveVip(VIP, 'gw-b');
    await clock.advance(1000);
    expect(sim.vipHolder(VIP)).toBe('gw-b');
  });
});

describe('an access path', () => {
  it('keeps its description beside a new one, and is not deleted under VIPs', async () => {
    const { clock, api, path } = await oneGateway();
    const change = { access_path: { description: 'by hand\ntwinsite/1 manager one created' } };
    await api.call('PATCH', `/access-paths/${path}`, change);
    const { body } = await api.get(`/access-paths/${path}`);
    expect(field(body, 'access_path.description')).toBe(change.access_path.description);
    expect(field(body, 'access_path.iqn')).toBe(`iqn.2018-12.sds.6:path-${path}`);
    await clock.advance(0);
  });
});
