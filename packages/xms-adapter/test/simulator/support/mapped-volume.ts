import { type DataPlane, ManualClock, MemoryDataPlane, twoSites } from '../../../src/simulator/index.js';
import { type Api, field } from './api.js';
import { idOf, makeClientGroup } from './objects.js';
import { withSimulator } from './with-simulator.js';

export const portals = {
  a: { targetIqn: 'iqn.2018-12.sds1.6:194bd1e1bff5fd3a', portal: '10.7.1.1:3260' },
  b: { targetIqn: 'iqn.2018-12.sds2.6:194bd1e1bff5fd3b', portal: '10.7.2.1:3260' },
};
export const from = { name: 'node-1' };

/** One mapped volume on a clock that stands still; times in ms. */
export async function mappedVolume(dataPlane?: (memory: MemoryDataPlane) => DataPlane) {
  const clock = new ManualClock();
  const memory = new MemoryDataPlane({ topology: twoSites(), clock, leaseMs: 1000, electionMs: 200 });
  const plane = dataPlane?.(memory) ?? memory;
  const options = { clock, dataPlane: plane, network: memory.network, gatewayFenceMs: 5000, callMs: 2000 };
  const { sim, api } = await withSimulator({ ...options, switches: { minorityManager: 'serves' } });
  const { body } = await api.call('POST', '/block-volumes/', {
    block_volume: { name: 'v', pool_id: 1, size: 8192 },
  });
  await clock.advance(50);
  const group = await makeClientGroup(api, 'g');
  const asked = {
    mapping_group: {
      access_path_id: 1,
      client_group_id: group,
      block_volume_ids: [field(body, 'block_volume.id')],
    },
  };
  const mapping = idOf(await api.call('POST', '/mapping-groups/', asked), 'mapping_group');
  await clock.advance(50);
  return { clock, memory, sim, api, mapping };
}

export const unmap = (api: Api, mapping: number) =>
  api.call('DELETE', `/mapping-groups/${mapping}/block-volumes`, { block_volume_ids: [1] });

export async function state(api: Api, mapping: number): Promise<unknown[]> {
  const group = await api.get(`/mapping-groups/${mapping}`);
  const { body } = await api.get(`/luns/?mapping_group_id=${mapping}`);
  return [field(group.body, 'mapping_group.status'), (body['luns'] as unknown[]).length];
}
