import { describe, expect, it } from 'vitest';
import { from, mappedVolume, portals, state, unmap } from './support/mapped-volume.js';
import { muteWhen } from './support/mute-plane.js';
import { initiator } from './support/objects.js';
import { never } from './support/two-gateways.js';

describe('taking a volume away', () => {
  it('settles only when a write in flight has landed, and none lands afterwards', async () => {
    const { clock, memory, api, mapping } = await mappedVolume();
    const session = await memory.fabric.login({ initiator, from, ...portals.a }, never);
    memory.gateway('gw-a').commandMs = 700;
    const write = memory.fabric.write(session, { lun: 1, offset: 0 }, Buffer.from('late'), never);
    const lost = expect(write).rejects.toMatchObject({ fault: 'session-lost' });
    await unmap(api, mapping);
    await clock.advance(600);
    expect(await state(api, mapping)).toEqual(['updating', 1]);
    const second = memory.fabric.login({ initiator, from, ...portals.a }, never);
    await expect(
      second.then((next) => memory.fabric.write(next, { lun: 1, offset: 0 }, Buffer.from('x'), never)),
    ).rejects.toMatchObject({ fault: 'no-lun' });
    await clock.advance(400);
    expect(await state(api, mapping)).toEqual(['active', 0]);
    await lost;
    expect(memory.writeLog.entries()).toMatchObject([{ gateway: 'gw-a', initiator, length: 4 }]);
    expect(memory.writeLog.entries()[0]?.executedAt).toBeLessThanOrEqual(clock.now() - 300);
  });

  it('takes the word of the majority for a lost gateway, but only after the stated wait', async () => {
    const { clock, sim, api, mapping } = await mappedVolume();
    await sim.cut('inter-site');
    await clock.advance(500);
    await unmap(api, mapping);
    await clock.advance(5000);
    expect(await state(api, mapping)).toEqual(['updating', 1]);
    await clock.advance(1500);
    expect(await state(api, mapping)).toEqual(['active', 0]);
  });

  it('never ends while a gateway is silent and the majority calls it alive', async () => {
    let silent = true;
    const { clock, memory, api, mapping } = await mappedVolume((inner) =>
      muteWhen(inner, 'gw-a', () => silent),
    );
    expect(await state(api, mapping)).toEqual(['creating', 1]);
    silent = false;
    await clock.advance(4000);
    expect(await state(api, mapping)).toEqual(['active', 1]);
    silent = true;
    await unmap(api, mapping);
    await clock.advance(120_000);
    expect(await state(api, mapping)).toEqual(['updating', 1]);
    silent = false;
    await clock.advance(4000);
    expect(await state(api, mapping)).toEqual(['active', 0]);
    expect(memory.gateway('gw-a').exports?.initiators).toEqual([{ iqn: initiator, luns: [] }]);
  });

  it('knows nothing, and waits, when no majority answers', async () => {
    const { clock, sim, api, mapping } = await mappedVolume();
    await sim.cut('arbiter');
    await sim.cut('inter-site');
    await unmap(api, mapping);
    await clock.advance(60_000);
    expect(await state(api, mapping)).toEqual(['updating', 1]);
    await sim.heal('inter-site');
    await clock.advance(4000);
    expect(await state(api, mapping)).toEqual(['active', 0]);
  });
});

describe('a gateway that was lost', () => {
  it('does not hold up a mapping, and gets it when it comes back empty', async () => {
    const { clock, memory, sim, api, mapping } = await mappedVolume();
    await sim.cut('inter-site');
    await clock.advance(1001);
    expect(memory.gateway('gw-b').exports).toBeUndefined();
    await api.call('POST', '/block-volumes/', { block_volume: { name: 'w', pool_id: 1, size: 8192 } });
    await clock.advance(50);
    await api.call('POST', `/mapping-groups/${mapping}/block-volumes`, { block_volume_ids: [2] });
    await clock.advance(500);
    expect(await state(api, mapping)).toEqual(['active', 2]);
    expect(memory.gateway('gw-b').exports).toBeUndefined();
    await sim.heal('inter-site');
    await clock.advance(2500);
    const luns = [
      { lun: 1, volumeId: 1 },
      { lun: 2, volumeId: 2 },
    ];
    expect(memory.gateway('gw-b').exports?.initiators).toEqual([{ iqn: initiator, luns }]);
    const session = await memory.fabric.login({ initiator, from, ...portals.b }, never);
    expect(await memory.fabric.reportLuns(session, never)).toEqual([1, 2]);
  });

  it('does not get back what was taken away in the meantime', async () => {
    const { clock, memory, sim, api, mapping } = await mappedVolume();
    await sim.cut('inter-site');
    await unmap(api, mapping);
    await clock.advance(10_000);
    expect(await state(api, mapping)).toEqual(['active', 0]);
    await sim.heal('inter-site');
    await clock.advance(2500);
    expect(memory.gateway('gw-b').exports?.initiators).toEqual([{ iqn: initiator, luns: [] }]);
  });
});
