import { type Answer, type Api, eventually, field } from './api.js';

export const GiB = 1024 ** 3;
export const initiator = 'iqn.2026-01.test:node-1';

export async function makeVolume(api: Api, name: string, size = GiB): Promise<number> {
  const made = await api.call('POST', '/block-volumes/', { block_volume: { name, pool_id: 1, size } });
  const id = idOf(made, 'block_volume');
  await settled(api, `/block-volumes/${id}`, 'block_volume');
  return id;
}

export async function makeSnapshot(api: Api, volumeId: number, name: string): Promise<number> {
  const block_snapshot = { block_volume_id: volumeId, name, description: '' };
  const id = idOf(await api.call('POST', '/block-snapshots/', { block_snapshot }), 'block_snapshot');
  await settled(api, `/block-snapshots/${id}`, 'block_snapshot');
  return id;
}

export async function makeClientGroup(api: Api, name: string, code = initiator): Promise<number> {
  const client_group = { name, type: 'Kubernetes', clients: [{ code }] };
  return idOf(await api.call('POST', '/client-groups/', { client_group }), 'client_group');
}

/** Maps through access path 1 and waits until it has settled. */
export async function mapVolumes(
  api: Api,
  clientGroupId: number,
  volumeIds: readonly number[],
): Promise<number> {
  const mapping_group = { access_path_id: 1, client_group_id: clientGroupId, block_volume_ids: volumeIds };
  const id = idOf(await api.call('POST', '/mapping-groups/', { mapping_group }), 'mapping_group');
  await settled(api, `/mapping-groups/${id}`, 'mapping_group');
  return id;
}

export function settled(api: Api, path: string, key: string): Promise<Answer> {
  return eventually(
    () => api.get(path),
    (answer) => field(answer.body, `${key}.status`) === 'active',
  );
}

export function idOf(answer: Answer, key: string): number {
  const id = field(answer.body, `${key}.id`);
  if (typeof id !== 'number')
    throw new Error(`no ${key}.id in ${answer.status} ${JSON.stringify(answer.body)}`);
  return id;
}
