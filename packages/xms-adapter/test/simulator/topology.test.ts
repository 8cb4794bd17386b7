import { describe, expect, it } from 'vitest';
import { ManualClock, type Switches, twoSites } from '../../src/simulator/index.js';
import { Api, field } from './support/api.js';
import { urlOf, withSimulator } from './support/with-simulator.js';

type Row = Record<string, unknown>;

async function addresses(switches: Partial<Switches>) {
  const { sim, api } = await withSimulator({ switches });
  const host = (await api.get('/hosts/1')).body['host'] as Row;
  const target = field((await api.get('/targets/?access_path_id=1')).body, 'targets.0') as Row;
  const role = sim.switches().gatewayAddressRole;
  const listed = (await api.get(`/network-addresses/?host_id=1&role=${role}`)).body[
    'network_addresses'
  ] as Row[];
  expect(sim.violations()).toEqual([]);
  return {
    host: host['gateway_ips'],
    target: target['gateway_ips'],
    port: target['port'],
    listed: listed.map(({ ip }) => ip),
  };
}

describe('the portal of a gateway', () => {
  it('is read from the host, from its network addresses alone, or from the target', async () => {
    const listed = ['10.7.1.1'];
    expect(await addresses({ gatewayAddress: 'host' })).toEqual({
      host: '10.7.1.1',
      target: undefined,
      port: 3260,
      listed,
    });
    expect(
      await addresses({
        gatewayAddress: 'network-addresses',
        gatewayAddressRole: 'iscsi',
        targetPort: 'zero',
      }),
    ).toEqual({ host: '', target: undefined, port: 0, listed });
    expect(await addresses({ gatewayAddress: 'target' })).toEqual({
      host: '',
      target: '10.7.1.1',
      port: 3260,
      listed,
    });
  });
});

describe('a stretched cluster', () => {
  async function view() {
    const clock = new ManualClock();
    const { sim, api } = await withSimulator({ clock, leaseMs: 1000, electionMs: 200 });
    const far = new Api(urlOf(sim, 1));
    far.token = api.token;
    const monitors = async () => {
      const rows = (await far.get('/services/?type=mon')).body['services'] as Row[];
      return rows.map((row) => [field(row, 'host.name'), row['status']]);
    };
    return { sim, api, far, clock, monitors };
  }

  it('shows hosts, roles, monitors at three places and pools with replicas at both sites', async () => {
    const { sim, api, monitors } = await view();
    const hosts = (await api.get('/hosts/')).body['hosts'] as Row[];
    const pool = field((await api.get('/pools/1/topology')).body, 'pool_topology.children') as Row[];
    expect(hosts.map(({ name, type, roles }) => [name, type, roles])).toEqual([
      ['gw-a', 'storage_server', 'block_storage_gateway'],
      ['store-a', 'storage_server', 'admin,monitor'],
      ['gw-b', 'storage_server', 'block_storage_gateway'],
      ['store-b', 'storage_server', 'admin,monitor'],
      ['arbiter', 'storage_witness', 'monitor'],
      ['fg-a', 'storage_server', 'file_storage_gateway'],
      ['fg-b', 'storage_server', 'file_storage_gateway'],
    ]);
    expect(await monitors()).toEqual([
      ['store-a', 'active'],
      ['store-b', 'active'],
      ['arbiter', 'active'],
    ]);
    expect(pool.map((row) => [field(row, 'placement_node.name'), row['replicate_num']])).toEqual([
      ['site-a', 2],
      ['site-b', 2],
    ]);
    expect(field((await api.get('/pools/?stretched=true')).body, 'pools.1.primary_placement_node.id')).toBe(
      3,
    );
    expect(
      field((await api.get('/placement-nodes/1/topology')).body, 'topology.children.2.properties.is_witness'),
    ).toBe(true);
    for (const path of [
      '/cluster/',
      '/cluster/stats',
      '/protection-domains/',
      '/version/',
      '/block-snapshots/',
    ]) {
      expect((await api.get(path)).status).toBe(200);
    }
    expect(sim.violations()).toEqual([]);
  });

  it('reports a lost site from the other one: monitor, hosts, target, path and pool', async () => {
    const { sim, far, clock, monitors } = await view();
    await sim.cut('site-a');
    await clock.advance(1001);
    expect(await monitors()).toEqual([
      ['store-a', 'error'],
      ['store-b', 'active'],
      ['arbiter', 'active'],
    ]);
    const hosts = (await far.get('/hosts/')).body['hosts'] as Row[];
    expect(hosts.filter(({ up }) => up === false).map(({ name, status }) => [name, status])).toEqual([
      ['gw-a', 'offline'],
      ['store-a', 'offline'],
      ['fg-a', 'offline'],
    ]);
    expect(
      ((await far.get('/hosts/?type=xdcactive')).body['hosts'] as Row[]).map(({ name }) => name),
    ).toEqual(['gw-b']);
    const targets = (await far.get('/targets/')).body['targets'] as Row[];
    expect(targets.map(({ status }) => status)).toEqual(['error', 'active']);
    expect(field((await far.get('/access-paths/1')).body, 'access_path.status')).toBe('warning');
    expect((await far.get('/pools/1')).body['pool']).toMatchObject({
      status: 'degraded',
      samples: [{ degraded_percent: 50 }],
    });
    expect(sim.violations()).toEqual([]);
  });

  it.each([
    { minorityManager: 'fails', status: 500 },
    { minorityManager: 'serves', status: 200 },
  ] as const)(
    'has a manager that $minorityManager while its site is outvoted',
    async ({ minorityManager, status }) => {
      const { sim, api, far, clock } = await view();
      sim.setSwitches({ minorityManager });
      await sim.cut('inter-site');
      await clock.advance(1001);
      expect((await api.get('/pools/')).status).toBe(200);
      expect((await far.get('/pools/')).status).toBe(status);
      await sim.heal('inter-site');
      await clock.advance(1);
      expect((await far.get('/pools/')).status).toBe(200);
    },
  );

  it('says that no monitor is up when there is no majority', async () => {
    const { sim, monitors, clock } = await view();
    await sim.cut('site-a');
    await sim.cut('arbiter');
    await clock.advance(1001);
    expect((await monitors()).map(([, status]) => status)).toEqual(['error', 'error', 'error']);
  });

  it('is whatever topology it is given, and refuses one that contradicts itself', async () => {
    const pools = [
      { name: 'ssd', primarySite: 'b', totalBytes: 1024 ** 3, replicasPerSite: 3, stretched: false } as const,
    ];
    const { api } = await withSimulator({ topology: twoSites({ pools }) });
    const pool = field((await api.get('/pools/')).body, 'pools.0') as Row;
    expect(pool).toMatchObject({
      name: 'ssd',
      stretched: false,
      replicate_size: 3,
      samples: [{ total_kbyte: 1024 ** 2 }],
    });
    const accessPaths = [{ name: 'p', type: 'Kubernetes', gateways: ['nobody'] }];
    await expect(withSimulator({ topology: twoSites({ accessPaths }) })).rejects.toThrow(
      'names unknown host nobody',
    );
  });
});
