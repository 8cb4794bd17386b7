import { describe, expect, it } from 'vitest';
import { ManualClock, type Switches } from '../../src/simulator/index.js';
import type { Answer } from './support/api.js';
import { withSimulator } from './support/with-simulator.js';

async function withVolumes(count: number, switches: Partial<Switches> = {}) {
  const clock = new ManualClock();
  const { sim, api } = await withSimulator({ clock, switches });
  for (let n = 1; n <= count; n += 1) {
    await api.call('POST', '/block-volumes/', { block_volume: { name: `pvc-${n}`, pool_id: 1, size: n } });
  }
  return { sim, api, clock };
}

const names = ({ body }: Answer) => (body['block_volumes'] as { name: string }[]).map(({ name }) => name);

describe('lists', () => {
  it('come in pages that say how many there are in all', async () => {
    const { api } = await withVolumes(5);
    const page = await api.get('/block-volumes/?limit=2&offset=2');
    const last = await api.get('/block-volumes/?limit=2&offset=4');
    expect(names(page)).toEqual(['pvc-3', 'pvc-4']);
    expect(page.body['paging']).toEqual({ count: 2, limit: 2, offset: 2, total_count: 5 });
    expect(names(last)).toEqual(['pvc-5']);
  });

  it('have a default page size, and no end with limit=-1', async () => {
    const { api } = await withVolumes(5, { defaultPageSize: 3 });
    expect(names(await api.get('/block-volumes/'))).toHaveLength(3);
    expect(names(await api.get('/block-volumes/?limit=-1'))).toHaveLength(5);
    expect((await api.get('/block-volumes/?limit=-2')).status).toBe(400);
  });

  it('leave out the paging object when the switch says so', async () => {
    const { api } = await withVolumes(3, { paging: 'absent' });
    const page = await api.get('/block-volumes/?limit=2');
    expect(Object.keys(page.body)).toEqual(['block_volumes']);
    expect(names(page)).toEqual(['pvc-1', 'pvc-2']);
  });

  it('filter volumes by exact name, while q is fuzzy unless a field is named', async () => {
    const { api } = await withVolumes(11, { searchLagMs: 0 });
    expect(names(await api.get('/block-volumes/?name=pvc-1'))).toEqual(['pvc-1']);
    expect(names(await api.get('/block-volumes/?q=pvc-1'))).toEqual(['pvc-1', 'pvc-10', 'pvc-11']);
    expect(names(await api.get('/block-volumes/?q=name.raw:pvc-1&sort=create:desc'))).toEqual(['pvc-1']);
  });

  it('find a fresh object by filter at once, by q only when the index has caught up', async () => {
    const { api, clock } = await withVolumes(1, { searchLagMs: 1000 });
    expect(names(await api.get('/block-volumes/?name=pvc-1'))).toEqual(['pvc-1']);
    expect(names(await api.get('/block-volumes/?q=pvc-1'))).toEqual([]);
    await clock.advance(1000);
    expect(names(await api.get('/block-volumes/?q=pvc-1'))).toEqual(['pvc-1']);
  });

  it('answer without the closing slash as well', async () => {
    const { sim, api } = await withVolumes(1);
    expect(names(await api.get('/block-volumes?limit=1'))).toEqual(['pvc-1']);
    expect(names(await api.get('/api/v1/block-volumes/'))).toEqual(['pvc-1']);
    expect(sim.violations()).toEqual([]);
  });
});
