import { describe, expect, it } from 'vitest';
import { defaultSwitches, ManualClock, type Settling, type Switches } from '../../src/simulator/index.js';
import { type Api, field } from './support/api.js';
import { withSimulator } from './support/with-simulator.js';

const at = (settling: Partial<Settling>): Partial<Switches> => {
  const all = { ...defaultSwitches.settling.volume, ...settling };
  return { settling: { ...defaultSwitches.settling, volume: all, 'mapping-group': all, 'access-path': all } };
};

async function statusOf(api: Api, path: string, key: string): Promise<unknown> {
  return field((await api.get(path)).body, `${key}.status`);
}

const create = (api: Api, size = 1024) =>
  api.call('POST', '/block-volumes/', { block_volume: { name: 'v', pool_id: 1, size } });

describe('a change that was accepted', () => {
  it('settles after the time that was set, whatever is read', async () => {
    const clock = new ManualClock();
    const { api } = await withSimulator({ clock, switches: at({ ms: 500, polls: 0 }) });
    const made = await create(api);
    expect([made.status, field(made.body, 'block_volume.status')]).toEqual([202, 'creating']);
    await clock.advance(499);
    expect(await statusOf(api, '/block-volumes/1', 'block_volume')).toBe('creating');
    await clock.advance(1);
    expect(await statusOf(api, '/block-volumes/1', 'block_volume')).toBe('active');
  });

  it('settles after the number of reads that was set, in lists as in GETs', async () => {
    const clock = new ManualClock();
    const { api } = await withSimulator({ clock, switches: at({ ms: 0, polls: 3 }) });
    await create(api);
    await clock.advance(10);
    const seen = [await statusOf(api, '/block-volumes/1', 'block_volume')];
    await api.get('/block-volumes/?name=v');
    for (let read = 0; read < 2; read += 1)
      seen.push(await statusOf(api, '/block-volumes/1', 'block_volume'));
    expect(seen).toEqual(['creating', 'creating', 'active']);
  });

  it('ends in error, or never, when the switch says so', async () => {
    const clock = new ManualClock();
    const { sim, api } = await withSimulator({ clock, switches: at({ ms: 10, outcome: 'error' }) });
    await create(api);
    await clock.advance(10);
    expect(await statusOf(api, '/block-volumes/1', 'block_volume')).toBe('error');
    sim.setSwitches(at({ ms: 10, outcome: 'never' }));
    await api.call('POST', '/block-volumes/', { block_volume: { name: 'w', pool_id: 1, size: 1 } });
    await clock.advance(1_000_000);
    expect(await statusOf(api, '/block-volumes/2', 'block_volume')).toBe('creating');
    expect(sim.unsettled()).toBe(1);
  });

  it('speaks the words of this array', async () => {
    const statusWords = { creating: 'initializing', active: 'healthy' };
    const clock = new ManualClock();
    const { api } = await withSimulator({ clock, switches: { statusWords } });
    expect(field((await create(api)).body, 'block_volume.status')).toBe('initializing');
    await clock.advance(1000);
    expect(await statusOf(api, '/block-volumes/1', 'block_volume')).toBe('healthy');
  });

  it('deletes with 202 first and 404 later', async () => {
    const clock = new ManualClock();
    const { sim, api } = await withSimulator({ clock, switches: at({ ms: 100 }) });
    await create(api);
    await clock.advance(100);
    const deleted = await api.call('DELETE', '/block-volumes/1?bypass_trash=true');
    expect([deleted.status, field(deleted.body, 'block_volume.status')]).toEqual([202, 'deleting']);
    expect((await api.get('/block-volumes/1')).status).toBe(200);
    await clock.advance(100);
    expect((await api.get('/block-volumes/1')).status).toBe(404);
    expect((await api.call('DELETE', '/block-volumes/1')).status).toBe(404);
    expect(sim.memory?.store.ids()).toEqual([]);
  });

  it('makes the next change of the same volume wait', async () => {
    const clock = new ManualClock();
    const { api } = await withSimulator({ clock, switches: at({ ms: 100 }) });
    await create(api);
    expect((await api.call('DELETE', '/block-volumes/1')).status).toBe(400);
    expect((await api.call('PATCH', '/block-volumes/1', { block_volume: { size: 4096 } })).status).toBe(400);
  });

  it.each([
    { resize: 'later', first: [1024, 'resizing'] },
    { resize: 'at-once', first: [4096, 'resizing'] },
  ] as const)(
    'resizes $resize, with the action status telling when it is done',
    async ({ resize, first }) => {
      const clock = new ManualClock();
      const { sim, api } = await withSimulator({ clock, switches: { ...at({ ms: 100 }), resize } });
      await create(api);
      await clock.advance(100);
      const patched = await api.call('PATCH', '/block-volumes/1', { block_volume: { size: 4096 } });
      const read = () => ['size', 'action_status'].map((name) => field(patched.body, `block_volume.${name}`));
      expect(patched.status).toBe(200);
      expect(read()).toEqual(first);
      await clock.advance(100);
      const after = await api.get('/block-volumes/1');
      expect(after.body['block_volume']).toMatchObject({ size: 4096, action_status: 'active' });
      expect(sim.memory?.store.volume(1)?.sizeBytes).toBe(4096n);
      expect((await api.call('PATCH', '/block-volumes/1', { block_volume: { size: 1024 } })).status).toBe(
        400,
      );
    },
  );

  it.each([
    { accepted: 202, status: 'creating' },
    { accepted: 200, status: 'active' },
  ] as const)('of an access path answers $accepted with $status', async ({ accepted, status }) => {
    const { sim, api } = await withSimulator({ switches: { accepted } });
    const made = await api.call('POST', '/access-paths/', {
      access_path: { name: 'p', type: 'Kubernetes', host_ids: [1, 3] },
    });
    expect([made.status, field(made.body, 'access_path.status')]).toEqual([accepted, status]);
    expect(sim.violations()).toEqual([]);
  });
});
