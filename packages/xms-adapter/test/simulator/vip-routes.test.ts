import { expect, describe, it } from 'vitest';
import { twoSites } from '../../src/simulator/index.js';
import { field } from './support/api.js';
import { idOf } from './support/objects.js';
import { withSimulator } from './support/with-simulator.js';

const VIP = '10.7.9.1';
const IQN = 'iqn.2018-12.sds.6:ap-vip';

describe('VIP groups over the API', () => {
  it('are made, changed and deleted, and the path is used through them', async () => {
    const { sim, api } = await withSimulator();
    const vips = [{ ip: VIP, network_address_id: 2 }];
    const vip_group = { resource_type: 'AccessPath', resource_id: 1, network: '10.7.0.0/16', vips };
    const group = idOf(await api.call('POST', '/vip-groups/', { vip_group }), 'vip_group');
    const path = await api.get('/access-paths/1');
    expect(field(path.body, 'access_path.vip_group_num')).toBe(1);
    await expect.poll(() => sim.vipHolder(VIP)).toBe('gw-a');
    expect((await api.get(`/vips/?vip_group_id=${group}`)).body).toMatchObject({
      vips: [{ ip: VIP, mask: 32, current_vip_instance: { id: 1 }, default_vip_instance: { id: 1 } }],
    });
    expect((await api.get('/vip-instances/?vip_id=1')).body).toMatchObject({
      vip_instances: [
        { priority: 100, status: 'active', network_address: { ip: '10.7.1.1' } },
        { status: 'inactive', network_address: { ip: '10.7.2.1' } },
      ],
    });
    const changed = await api.call('PATCH', `/vip-groups/${group}`, { vip_group: { preempt: true } });
    expect([changed.status, field(changed.body, 'vip_group.preempt')]).toEqual([202, true]);
    expect((await api.call('POST', `/vip-groups/${group}:redeploy`)).status).toBe(202);
    const second = { ip: '10.7.9.2', mask: 24, network_address_id: 5, vip_group_id: group };
    expect((await api.call('POST', '/vips/', { vip: second })).status).toBe(202);
    expect((await api.call('PATCH', '/vips/2')).status).toBe(200);
    expect((await api.call('DELETE', '/vips/2')).status).toBe(202);
    expect((await api.call('DELETE', '/vips/1')).status).toBe(409);
    expect((await api.call('DELETE', `/vip-groups/${group}`)).status).toBe(202);
    expect((await api.get('/vips/')).body['vips']).toEqual([]);
    expect(sim.violations()).toEqual([]);
  });

  it.each([
    ['another word for the resource', { resource_type: 'access_path' }, 400],
    ['an access path that is not there', { resource_id: 7 }, 400],
    ['no VIPs', { vips: [] }, 400],
    ['an address that is no gateway', { vips: [{ ip: VIP, network_address_id: 1 }] }, 400],
    ['an address in use', { vips: [{ ip: '10.7.2.1', network_address_id: 2 }] }, 409],
  ])('are refused with %s', async (_, change, status) => {
    const { api } = await withSimulator();
    const vips = [{ ip: VIP, network_address_id: 2 }];
    const vip_group = { resource_type: 'AccessPath', resource_id: 1, network: 'gateway', vips, ...change };
    expect((await api.call('POST', '/vip-groups/', { vip_group })).status).toBe(status);
  });

  it.each(['AccessPath', 'access_path'] as const)(
    'belong to a resource called %s',
    async (vipResourceType) => {
      const { api } = await withSimulator({ switches: { vipResourceType } });
      const vips = [{ ip: VIP, network_address_id: 2 }];
      const vip_group = { resource_type: vipResourceType, resource_id: 1, network: 'gateway', vips };
      expect((await api.call('POST', '/vip-groups/', { vip_group })).status).toBe(202);
      const listed = await api.get(`/vip-groups/?resource_type=${vipResourceType}&resource_id=1`);
      expect(field(listed.body, 'vip_groups.0.resource_type')).toBe(vipResourceType);
      expect((await api.get('/vip-groups/?resource_type=Pool')).body['vip_groups']).toEqual([]);
    },
  );

  it('move a VIP on the order of the control port', async () => {
    const vipGroup = { preempt: false, vips: [{ ip: VIP, gateway: 'gw-a' }] };
    const path = { name: 'ap', type: 'Kubernetes', gateways: ['gw-a', 'gw-b'], iqn: IQN, vipGroup };
    const control = { host: '127.0.0.1', port: 0 };
    const { sim } = await withSimulator({
      control,
      topology: twoSites({ accessPaths: [path] }),
      reconcileMs: 20,
    });
    await expect.poll(() => sim.vipHolder(VIP)).toBe('gw-a');
    const order = (gateway: unknown) =>
      fetch(`${sim.controlUrl ?? ''}/vips/${VIP}`, { method: 'POST', body: JSON.stringify({ gateway }) });
    expect((await order('gw-z')).status).toBe(400);
    expect((await order(1)).status).toBe(400);
    expect((await order('gw-b')).status).toBe(200);
    await expect.poll(() => sim.vipHolder(VIP)).toBe('gw-b');
  });
});
