import { describe, expect, it } from 'vitest';
import { eventually, field } from './support/api.js';
import { makeVolume } from './support/objects.js';
import { withSimulator } from './support/with-simulator.js';

describe('the trash', () => {
  it('keeps a volume that was deleted without bypass_trash, marked and with its name', async () => {
    const { sim, api } = await withSimulator({ switches: { trash: 'keeps-name' } });
    const id = await makeVolume(api, 'v');
    expect((await api.call('DELETE', `/block-volumes/${id}`)).status).toBe(202);
    const kept = await api.get(`/block-volumes/${id}`);
    expect(kept.body['block_volume']).toMatchObject({ name: 'v', recycled: true, status: 'active' });
    const again = await api.call('POST', '/block-volumes/', {
      block_volume: { name: 'v', pool_id: 1, size: 1 },
    });
    expect(again.status).toBe(400);
    expect(sim.memory?.store.ids()).toEqual([id]);
    expect(sim.violations()).toEqual([]);
  });

  it('frees the name when the array renames what it recycles', async () => {
    const { api } = await withSimulator({ switches: { trash: 'renames' } });
    const id = await makeVolume(api, 'v');
    await api.call('DELETE', `/block-volumes/${id}`);
    expect((await api.get(`/block-volumes/${id}`)).body['block_volume']).toMatchObject({
      original_name: 'v',
    });
    expect(await makeVolume(api, 'v')).toBe(id + 1);
  });

  it('is passed by with bypass_trash, and when the array has none', async () => {
    const { sim, api } = await withSimulator({ switches: { trash: 'off' } });
    const id = await makeVolume(api, 'v');
    await api.call('DELETE', `/block-volumes/${id}`);
    await eventually(
      () => api.get(`/block-volumes/${id}`),
      ({ status }) => status === 404,
    );
    expect(sim.state.trashResources.all()).toEqual([]);
  });

  it.each([
    { listsRecycled: true, plain: 1 },
    { listsRecycled: false, plain: 0 },
  ])('shows in plain lists when listsRecycled is $listsRecycled', async ({ listsRecycled, plain }) => {
    const { api } = await withSimulator({ switches: { listsRecycled } });
    const id = await makeVolume(api, 'v');
    await api.call('DELETE', `/block-volumes/${id}`);
    const count = async (query: string) =>
      ((await api.get(`/block-volumes/${query}`)).body['block_volumes'] as unknown[]).length;
    expect([await count(''), await count('?recycled=true'), await count('?recycled=false')]).toEqual([
      plain,
      1,
      0,
    ]);
  });

  it('gives a volume back, or lets it go for good', async () => {
    const { sim, api } = await withSimulator();
    const [first, second] = [await makeVolume(api, 'v'), await makeVolume(api, 'w')];
    for (const id of [first, second]) await api.call('DELETE', `/block-volumes/${id}`);
    const listed = await api.get('/trash-resources/');
    expect(field(listed.body, 'trash_resources.1.resource_id')).toBe(second);
    expect((await api.call('POST', '/trash-resources/1:restore')).status).toBe(202);
    expect((await api.get(`/block-volumes/${first}`)).body['block_volume']).toMatchObject({
      name: 'v',
      recycled: false,
    });
    expect((await api.call('DELETE', '/trash-resources/2')).status).toBe(202);
    await eventually(
      () => api.get(`/block-volumes/${second}`),
      ({ status }) => status === 404,
    );
    expect(sim.memory?.store.ids()).toEqual([first]);
    expect(sim.violations()).toEqual([]);
  });
});
