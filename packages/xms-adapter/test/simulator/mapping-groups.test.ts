import { describe, expect, it } from 'vitest';
import { type Api, eventually, field } from './support/api.js';
import { initiator, makeClientGroup, makeVolume, mapVolumes, settled } from './support/objects.js';
import { withSimulator } from './support/with-simulator.js';

const never = new AbortController().signal;

async function luns(api: Api, mapping: number): Promise<[string, number][]> {
  const { body } = await api.get(`/luns/?mapping_group_id=${mapping}`);
  return (body['luns'] as { lun_id: number; volume: { name: string } }[]).map((row) => [
    row.volume.name,
    row.lun_id,
  ]);
}

async function mapped(names: readonly string[], removeInUse: 'accepted' | 'refused' = 'accepted') {
  const { sim, api } = await withSimulator({ switches: { removeInUse } });
  const ids: number[] = [];
  for (const name of names) ids.push(await makeVolume(api, name));
  const group = await makeClientGroup(api, 'g');
  const mapping = await mapVolumes(api, group, ids);
  const memory = sim.memory ?? expect.fail('no memory plane');
  const login = () =>
    memory.fabric.login(
      {
        initiator,
        targetIqn: 'iqn.2018-12.sds1.6:194bd1e1bff5fd3a',
        portal: '10.7.1.1:3260',
        from: { name: 'n' },
      },
      never,
    );
  return { sim, api, ids, group, mapping, login, fabric: memory.fabric };
}

const change = (api: Api, method: string, mapping: number, block_volume_ids: readonly number[]) =>
  api.call(method, `/mapping-groups/${mapping}/block-volumes`, { block_volume_ids });

const idle = (api: Api, mapping: number) => settled(api, `/mapping-groups/${mapping}`, 'mapping_group');

describe('a mapping group', () => {
  it('numbers LUNs from 1 and gives a number again only when it is free', async () => {
    const { api, ids, mapping } = await mapped(['v1', 'v2', 'v3']);
    expect(await luns(api, mapping)).toEqual([
      ['v1', 1],
      ['v2', 2],
      ['v3', 3],
    ]);
    expect((await change(api, 'DELETE', mapping, [ids[1] ?? 0])).status).toBe(202);
    const next = await makeVolume(api, 'v4');
    await idle(api, mapping);
    expect((await change(api, 'POST', mapping, [next])).status).toBe(202);
    expect(await luns(api, mapping)).toEqual([
      ['v1', 1],
      ['v3', 3],
      ['v4', 2],
    ]);
  });

  it('loses what another client has added when its list is replaced', async () => {
    const { api, ids, mapping } = await mapped(['v1', 'v2']);
    const other = await makeVolume(api, 'v3');
    const asked = { mapping_group: { block_volume_ids: [ids[0], other] } };
    expect((await api.call('PATCH', `/mapping-groups/${mapping}`, asked)).status).toBe(202);
    await idle(api, mapping);
    expect((await luns(api, mapping)).map(([name]) => name)).toEqual(['v1', 'v3']);
  });

  it('is found by its pair, and the volume by its mapping group, client group and access path', async () => {
    const { api, group, mapping } = await mapped(['v1']);
    await makeVolume(api, 'unmapped');
    const found = await api.get(`/mapping-groups/?access_path_id=1&client_group_id=${group}`);
    expect(field(found.body, 'mapping_groups.0.id')).toBe(mapping);
    for (const filter of [`mapping_group_id=${mapping}`, `client_group_id=${group}`, 'access_path_id=1']) {
      const { body } = await api.get(`/block-volumes/?${filter}`);
      expect((body['block_volumes'] as { name: string }[]).map(({ name }) => name)).toEqual(['v1']);
    }
    expect((await api.get('/block-volumes/1')).body['block_volume']).toMatchObject({
      access_path: { id: 1, name: 'ap-k8s' },
      client_group_num: 1,
    });
  });

  it('tells for each gateway whether the initiator is logged in there', async () => {
    const { sim, api, mapping, login } = await mapped(['v1']);
    await login();
    const { body } = await api.get(`/client-lun-mappings/?mapping_group_id=${mapping}`);
    const rows = body['client_lun_mappings'] as Record<string, unknown>[];
    expect(
      rows.map((row) => [
        field(row, 'host.name'),
        field(row, 'client.code'),
        field(row, 'lun.lun_id'),
        row['session_status'],
      ]),
    ).toEqual([
      ['gw-a', initiator, 1, 'active'],
      ['gw-b', initiator, 1, 'inactive'],
    ]);
    expect(sim.violations()).toEqual([]);
  });

  it.each([
    { removeInUse: 'accepted', force: false, status: 202 },
    { removeInUse: 'refused', force: false, status: 400 },
    { removeInUse: 'refused', force: true, status: 202 },
  ] as const)(
    'in use is removed with $status when $removeInUse and force=$force',
    async ({ removeInUse, force, status }) => {
      const { api, ids, mapping, login } = await mapped(['v1'], removeInUse);
      await login();
      const asked = { block_volume_ids: ids };
      const answer = await api.call(
        'DELETE',
        `/mapping-groups/${mapping}/block-volumes?force=${force}`,
        asked,
      );
      expect(answer.status).toBe(status);
    },
  );

  it('keeps the initiator logged in for its other volumes when one is taken away', async () => {
    const { api, ids, mapping, login, fabric } = await mapped(['v1', 'v2']);
    await change(api, 'DELETE', mapping, [ids[0] ?? 0]);
    await idle(api, mapping);
    const session = await login();
    expect(await fabric.reportLuns(session, never)).toEqual([2]);
    await expect(fabric.inquiry(session, 1, never)).rejects.toMatchObject({ fault: 'no-lun' });
  });

  it('takes the access to the gateways with it when it is deleted', async () => {
    const { api, mapping, login } = await mapped(['v1']);
    await api.call('DELETE', `/mapping-groups/${mapping}`);
    await eventually(
      () => api.get(`/mapping-groups/${mapping}`),
      ({ status }) => status === 400,
    );
    await expect(login()).rejects.toMatchObject({ fault: 'not-authorised' });
  });
});
