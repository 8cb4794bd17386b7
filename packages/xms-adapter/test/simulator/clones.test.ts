import { describe, expect, it } from 'vitest';
import { defaultSwitches } from '../../src/simulator/index.js';
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

const slow = {
  settling: { ...defaultSwitches.settling, flatten: { ms: 5, polls: 3, outcome: 'done' } },
} as const;

describe('a volume made from a snapshot', () => {
  it('names it, is not flattened, and protects it until it is gone', async () => {
    const { api } = await withSimulator();
    const source = await makeSnapshot(api, await makeVolume(api, 'v'), 's');
    const id = await makeClone(api, 'c', source);
    expect(await volume(api, id)).toMatchObject({ snapshot: { id: source, name: 's' }, flattened: false });
    expect(await snapshot(api, source)).toMatchObject({ cloned_block_volume_num: 1, protected: true });
    expect((await api.call('DELETE', `/block-snapshots/${source}`)).status).toBe(400);
    const { body } = await api.get(`/block-volumes/?block_snapshot_id=${source}`);
    expect((body['block_volumes'] as unknown[]).length).toBe(1);
    await api.call('DELETE', `/block-volumes/${id}?bypass_trash=true`);
    await gone(api, `/block-volumes/${id}`);
    expect((await api.call('DELETE', `/block-snapshots/${source}`)).status).toBe(202);
  });

  it.each([
    ['honoured', 16_384],
    ['ignored', 8192],
  ] as const)('a size that is given is %s', async (cloneSize, size) => {
    const { api } = await withSimulator({ switches: { cloneSize } });
    const source = await makeSnapshot(api, await makeVolume(api, 'v', 8192), 's');
    const made = await clone(api, 'c', { block_snapshot_id: source, size: 16_384 });
    expect([made.status, field(made.body, 'block_volume.size')]).toEqual([202, size]);
  });

  it('is refused for a snapshot that is not there, and below its size', async () => {
    const { api } = await withSimulator({ switches: { cloneSize: 'honoured' } });
    expect((await clone(api, 'c', { block_snapshot_id: 7 })).status).toBe(400);
    const source = await makeSnapshot(api, await makeVolume(api, 'v', 8192), 's');
    expect((await clone(api, 'c', { block_snapshot_id: source, size: 4096 })).status).toBe(400);
  });

  it.each(['hidden', 'shown'] as const)(
    'is cut off by a flatten that shows its way, the parent then %s',
    async (flattenedParent) => {
      const { api } = await withSimulator({ switches: { flattenedParent, ...slow } });
      const source = await makeSnapshot(api, await makeVolume(api, 'v'), 's');
      const id = await makeClone(api, 'c', source);
      const asked = { block_volume: { flattened: true } };
      const ordered = await api.call('PATCH', `/block-volumes/${id}`, asked);
      expect([ordered.status, field(ordered.body, 'block_volume.action_status')]).toEqual([
        200,
        'flattening',
      ]);
      expect(await volume(api, id)).toMatchObject({
        action_status: 'flattening',
        progress: 0,
        flattened: false,
      });
      expect((await api.call('PATCH', `/block-volumes/${id}`, asked)).status).toBe(400);
      await eventually(
        () => api.get(`/block-volumes/${id}`),
        ({ body }) => field(body, 'block_volume.flattened') === true,
      );
      expect(await volume(api, id)).toMatchObject({ action_status: 'active', progress: 1 });
      expect('snapshot' in (await volume(api, id))).toBe(flattenedParent === 'shown');
      expect((await api.call('DELETE', `/block-snapshots/${source}`)).status).toBe(202);
    },
  );

  it('with flattened: true is flattened by itself once it is made', async () => {
    const { api } = await withSimulator();
    const source = await makeSnapshot(api, await makeVolume(api, 'v'), 's');
    const id = idOf(await clone(api, 'c', { block_snapshot_id: source, flattened: true }), 'block_volume');
    await eventually(
      () => api.get(`/block-volumes/${id}`),
      ({ body }) => field(body, 'block_volume.flattened') === true,
    );
  });

  it('carries the bytes of the moment, whatever is written to either side later', async () => {
    const { sim, api } = await withSimulator();
    const store = sim.memory?.store;
    if (!store) throw new Error('the plane is in memory');
    const source = await makeVolume(api, 'v', 8192);
    const text = (id: number): string => Buffer.from(store.read(id, 4090, 10)).toString();
    store.write(source, 4090, Buffer.from('first data'));
    const taken = await makeSnapshot(api, source, 's');
    store.write(source, 4090, Buffer.from('other data'));
    const [one, other] = [await makeClone(api, 'c', taken), await makeClone(api, 'd', taken)];
    store.write(one, 4090, Buffer.from('my own way'));
    expect([source, one, other].map(text)).toEqual(['other data', 'my own way', 'first data']);
    await api.call('PATCH', `/block-volumes/${other}`, { block_volume: { flattened: true } });
    await eventually(
      () => api.get(`/block-volumes/${other}`),
      ({ body }) => field(body, 'block_volume.flattened') === true,
    );
    await api.call('DELETE', `/block-volumes/${one}?bypass_trash=true`);
    await gone(api, `/block-volumes/${one}`);
    await api.call('DELETE', `/block-snapshots/${taken}`);
    await gone(api, `/block-snapshots/${taken}`);
    expect(text(other)).toBe('first data');
  });
});
