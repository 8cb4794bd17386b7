import { expect, it } from 'vitest';
import { eventually, field } from './support/api.js';
import { GiB, initiator, makeClientGroup, makeVolume, mapVolumes } from './support/objects.js';
import { withSimulator } from './support/with-simulator.js';

const never = new AbortController().signal;
const at = { initiator, from: { name: 'node-1', site: 'a' as const } };

it('exports a mapped volume through the gateways of both sites, with one identity, and fences it again', async () => {
  const { sim, api } = await withSimulator();
  const volume = await makeVolume(api, 'pvc-1', 2 * GiB);
  const group = await makeClientGroup(api, 'node-1');
  const mapping = await mapVolumes(api, group, [volume]);

  const lun = field((await api.get(`/luns/?mapping_group_id=${mapping}`)).body, 'luns.0.lun_id');
  const targets = (await api.get('/targets/?access_path_id=1')).body['targets'] as {
    iqn: string;
    port: number;
    host: { id: number };
  }[];
  const portals = await Promise.all(
    targets.map(async ({ iqn, port, host }) => {
      const ip = field((await api.get(`/hosts/${host.id}`)).body, 'host.gateway_ips');
      return { targetIqn: iqn, portal: `${String(ip)}:${port}` };
    }),
  );
  const { fabric } = sim.memory ?? expect.fail('no memory plane');
  const sessions = await Promise.all(portals.map((portal) => fabric.login({ ...at, ...portal }, never)));
  const seen = await Promise.all(sessions.map((session) => fabric.inquiry(session, Number(lun), never)));
  const sn = String(field((await api.get(`/block-volumes/${volume}`)).body, 'block_volume.sn'));

  expect(lun).toBe(1);
  expect(portals.map(({ portal }) => portal)).toEqual(['10.7.1.1:3260', '10.7.2.1:3260']);
  expect(seen.map(({ naa }) => naa)).toEqual([`6001405${sn.slice(0, 25)}`, `6001405${sn.slice(0, 25)}`]);
  expect(seen[0]?.sizeBytes).toBe(BigInt(2 * GiB));

  await api.call('DELETE', `/mapping-groups/${mapping}`);
  await eventually(
    () => api.get(`/mapping-groups/${mapping}`),
    ({ status }) => status === 400,
  );
  await expect(fabric.nop(sessions[0] ?? expect.fail(), never)).rejects.toMatchObject({
    fault: 'session-lost',
  });
  await api.call('DELETE', `/block-volumes/${volume}?bypass_trash=true`);
  await eventually(
    () => api.get(`/block-volumes/${volume}`),
    ({ status }) => status === 404,
  );
  expect(sim.memory?.store.ids()).toEqual([]);
  expect(sim.violations()).toEqual([]);
});
