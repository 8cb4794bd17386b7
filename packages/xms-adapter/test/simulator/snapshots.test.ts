import { describe, expect, it } from 'vitest';
import { type Api, eventually, field } from './support/api.js';
import { idOf, makeSnapshot, makeVolume, settled } from './support/objects.js';
import { withSimulator } from './support/with-simulator.js';

const row = async (api: Api, path: string, key: string) =>
  (await api.get(path)).body[key] as Record<string, unknown>;

const volume = (api: Api, id: number) => row(api, `/block-volumes/${id}`, 'block_volume');
const snapshot = (api: Api, id: number) => row(api, `/block-snapshots/${id}`, 'block_snapshot');

const clone = (api: Api, name: string, given: Readonly<Record<string, unknown>>) =>
  api.call('POST', '/block-volumes/', { block_volume: { name, pool_id: 1, ...given } });

async function makeClone(api: Api, name: string, snapshotId: number): Promise<number> {
  const id = idOf(await clone(api, name, { block_snapshot_id: snapshotId }), 'block_volume');
  await settled(api, `/block-volumes/${id}`, 'block_volume');
  return id;
}

const gone = (api: Api, path: string) =>
  eventually(
    () => api.get(path),
    ({ status }) => status === 404,
  );

describe('a snapshot', () => {
  it('is accepted, settles, and names its volume, its size and its moment', async () => {
    const { sim, api } = await withSimulator();
    const id = await makeVolume(api, 'v', 8192);
    const asked = { block_volume_id: id, name: 's', description: 'd' };
    const made = await api.call('POST', '/block-snapshots/', { block_snapshot: asked });
    expect([made.status, field(made.body, 'block_snapshot.status')]).toEqual([202, 'creating']);
    await settled(api, '/block-snapshots/1', 'block_snapshot');
    const seen = await snapshot(api, 1);
    expect(seen).toMatchObject({ name: 's', description: 'd', size: 8192, volume: { id, name: 'v' } });
    expect(seen).toMatchObject({ cloned_block_volume_num: 0, protected: false });
    expect(Date.parse(String(seen['create']))).toBeGreaterThan(0);
    expect((await volume(api, id))['block_snapshot_num']).toBe(1);
    expect(sim.violations()).toEqual([]);
  });

  it('needs a description, a volume that is there, and one that is not busy', async () => {
    const { sim, api } = await withSimulator();
    const take = (asked: unknown) => api.call('POST', '/block-snapshots/', { block_snapshot: asked });
    expect((await take({ block_volume_id: 1, name: 's' })).status).toBe(400);
    expect(sim.violations()).toHaveLength(1);
    expect((await take({ block_volume_id: 1, name: 's', description: '' })).status).toBe(400);
    const id = await makeVolume(api, 'v');
    const { settling } = sim.switches();
    sim.setSwitches({ settling: { ...settling, volume: { ms: 0, polls: 50, outcome: 'done' } } });
    await api.call('PATCH', `/block-volumes/${id}`, { block_volume: { size: 2 * 1024 ** 3 } });
    expect((await take({ block_volume_id: id, name: 's', description: '' })).status).toBe(400);
  });

  it.each([
    ['unique', 400],
    ['repeatable', 202],
  ] as const)('of a name that is taken: names are %s, the answer is %d', async (snapshotNames, status) => {
    const { api } = await withSimulator({ switches: { snapshotNames } });
    await makeSnapshot(api, await makeVolume(api, 'v'), 's');
    const other = await makeVolume(api, 'w');
    const asked = { block_snapshot: { block_volume_id: other, name: 's', description: '' } };
    expect((await api.call('POST', '/block-snapshots/', asked)).status).toBe(status);
  });

  it('is listed by volume', async () => {
    const { api } = await withSimulator();
    const [one, other] = [await makeVolume(api, 'v'), await makeVolume(api, 'w')];
    await makeSnapshot(api, one, 's');
    const last = await makeSnapshot(api, other, 't');
    const { body } = await api.get(`/block-snapshots/?block_volume_id=${other}`);
    expect(field(body, 'block_snapshots.0.id')).toBe(last);
    expect(field(body, 'paging.total_count')).toBe(1);
  });

  it('is deleted with 202 first and 404 later, and its bytes go with it', async () => {
    const { sim, api } = await withSimulator();
    const id = await makeSnapshot(api, await makeVolume(api, 'v'), 's');
    expect(sim.memory?.store.snapshotIds()).toEqual([id]);
    const deleted = await api.call('DELETE', `/block-snapshots/${id}`);
    expect([deleted.status, field(deleted.body, 'block_snapshot.status')]).toEqual([202, 'deleting']);
    await gone(api, `/block-snapshots/${id}`);
    expect((await api.call('DELETE', `/block-snapshots/${id}`)).status).toBe(404);
    expect(sim.memory?.store.snapshotIds()).toEqual([]);
  });
});

describe('deleting a volume with snapshots', () => {
  const remove = (api: Api, id: number) => api.call('DELETE', `/block-volumes/${id}?bypass_trash=true`);

  it('is refused, or takes them along, as the switch says', async () => {
    const { sim, api } = await withSimulator({ switches: { deleteWithSnapshots: 'refused' } });
    const id = await makeVolume(api, 'v');
    const taken = await makeSnapshot(api, id, 's');
    expect((await remove(api, id)).status).toBe(400);
    sim.setSwitches({ deleteWithSnapshots: 'cascades' });
    expect((await remove(api, id)).status).toBe(202);
    await gone(api, `/block-volumes/${id}`);
    expect((await api.get(`/block-snapshots/${taken}`)).status).toBe(404);
    expect(sim.memory?.store.snapshotIds()).toEqual([]);
  });

  it('is refused in any case while another volume shares their data', async () => {
    const { api } = await withSimulator({ switches: { deleteWithSnapshots: 'cascades' } });
    const id = await makeVolume(api, 'v');
    await makeClone(api, 'c', await makeSnapshot(api, id, 's'));
    expect((await remove(api, id)).status).toBe(400);
  });
});

describe('how many client groups have a volume mapped', () => {
  it.each([
    ['live', 0],
    ['absent', undefined],
  ] as const)('is %s in its row', async (clientGroupNum, number) => {
    const { api } = await withSimulator({ switches: { clientGroupNum } });
    expect((await volume(api, await makeVolume(api, 'v')))['client_group_num']).toBe(number);
  });
});
