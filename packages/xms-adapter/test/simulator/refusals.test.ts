import { describe, expect, it } from 'vitest';
import type { Api } from './support/api.js';
import { eventually, field } from './support/api.js';
import { idOf, initiator, makeClientGroup, makeVolume, mapVolumes, settled } from './support/objects.js';
import { withSimulator } from './support/with-simulator.js';

const volume = (change: Record<string, unknown> = {}) => ({
  block_volume: { name: 'v', pool_id: 1, size: 1, ...change },
});

async function secondPath(api: Api): Promise<number> {
  const asked = { access_path: { name: 'second', type: 'Kubernetes', host_ids: [1, 3] } };
  const id = idOf(await api.call('POST', '/access-paths/', asked), 'access_path');
  await settled(api, `/access-paths/${id}`, 'access_path');
  return id;
}

const map = (api: Api, access_path_id: number, client_group_id: number, block_volume_ids: number[]) =>
  api.call('POST', '/mapping-groups/', {
    mapping_group: { access_path_id, client_group_id, block_volume_ids },
  });

describe('the array refuses', () => {
  it.each([400, 409] as const)('a second object of the same name with %i', async (duplicateName) => {
    const { api } = await withSimulator({ switches: { duplicateName } });
    const id = await makeVolume(api, 'v');
    const group = await makeClientGroup(api, 'g');
    await mapVolumes(api, group, [id]);
    const answers = [
      await api.call('POST', '/block-volumes/', volume()),
      await api.call('POST', '/access-paths/', { access_path: { name: 'ap-k8s', type: 'Kubernetes' } }),
      await api.call('POST', '/client-groups/', { client_group: { name: 'g', clients: [] } }),
      await map(api, 1, group, []),
    ];
    expect(answers.map(({ status }) => status)).toEqual([
      duplicateName,
      duplicateName,
      duplicateName,
      duplicateName,
    ]);
  });

  it.each([400, 404] as const)(
    'to show an access path or mapping group that is not there with %i',
    async (missingGroup) => {
      const { api } = await withSimulator({ switches: { missingGroup } });
      expect((await api.get('/access-paths/99')).status).toBe(missingGroup);
      expect((await api.get('/mapping-groups/99')).status).toBe(missingGroup);
      expect((await api.get('/block-volumes/99')).status).toBe(404);
    },
  );

  it.each([
    [volume({ pool_id: 9 }), 400],
    [volume({ size: 0 }), 400],
    [volume({ name: '' }), 400],
    [volume({ format: 130 }), 400],
    [volume({ block_snapshot_id: 1 }), 400],
    [{ block_volume: { name: 'v', pool_id: 1 } }, 400],
  ])('the volume %j', async (asked, status) => {
    const { sim, api } = await withSimulator();
    expect((await api.call('POST', '/block-volumes/', asked)).status).toBe(status);
    expect(sim.state.volumes.all()).toEqual([]);
  });

  it('a volume in two access paths, and twice in one mapping group', async () => {
    const { api } = await withSimulator();
    const id = await makeVolume(api, 'v');
    const group = await makeClientGroup(api, 'g');
    const mapping = await mapVolumes(api, group, [id]);
    expect((await map(api, await secondPath(api), group, [id])).status).toBe(400);
    const again = await api.call('POST', `/mapping-groups/${mapping}/block-volumes`, {
      block_volume_ids: [id],
    });
    expect(again.status).toBe(400);
  });

  it('one initiator in two client groups', async () => {
    const { api } = await withSimulator();
    await makeClientGroup(api, 'g');
    const asked = { client_group: { name: 'h', type: 'Kubernetes', clients: [{ code: initiator }] } };
    expect((await api.call('POST', '/client-groups/', asked)).status).toBe(400);
    const other = await makeClientGroup(api, 'i', 'iqn.2026-01.test:other');
    const change = { client_group: { clients: [{ code: initiator }] } };
    expect((await api.call('PATCH', `/client-groups/${other}`, change)).status).toBe(400);
  });

  it('a client group of another type than the access path', async () => {
    const { api } = await withSimulator();
    const asked = { client_group: { name: 'g', type: 'iSCSI', clients: [{ code: initiator }] } };
    const group = idOf(await api.call('POST', '/client-groups/', asked), 'client_group');
    expect((await map(api, 1, group, [])).status).toBe(400);
  });

  it('to delete what is in use: a mapped volume, a client group, an access path, a target', async () => {
    const { api } = await withSimulator();
    const id = await makeVolume(api, 'v');
    const group = await makeClientGroup(api, 'g');
    await mapVolumes(api, group, [id]);
    const paths = [
      `/block-volumes/${id}?bypass_trash=true`,
      `/client-groups/${group}`,
      '/access-paths/1',
      '/targets/1',
    ];
    const answers = await Promise.all(paths.map((path) => api.call('DELETE', path)));
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 409]);
  });
});

describe('the other way', () => {
  it('unmaps a mapped volume by itself before deleting it', async () => {
    const { sim, api } = await withSimulator({ switches: { deleteMapped: 'unmapped-first' } });
    const id = await makeVolume(api, 'v');
    const mapping = await mapVolumes(api, await makeClientGroup(api, 'g'), [id]);
    expect((await api.call('DELETE', `/block-volumes/${id}?bypass_trash=true`)).status).toBe(202);
    await eventually(
      () => api.get(`/block-volumes/${id}`),
      ({ status }) => status === 404,
    );
    expect((await api.get(`/luns/?mapping_group_id=${mapping}`)).body['luns']).toEqual([]);
    expect(sim.memory?.store.ids()).toEqual([]);
  });

  it('deletes a client group at once when nothing uses it, and knows its codes no more', async () => {
    const { api } = await withSimulator();
    const group = await makeClientGroup(api, 'g');
    expect((await api.get(`/client-groups/${group}`)).status).toBe(200);
    expect((await api.call('DELETE', `/client-groups/${group}`)).status).toBe(204);
    expect((await api.get(`/client-groups/${group}`)).status).toBe(404);
    expect(field((await api.get('/clients/')).body, 'clients')).toEqual([]);
  });
});
