import { describe, expect, test } from 'vitest';
import { attach, attachTo, create, stage, stageRequest, unstage } from '../support/lifecycle.js';
import { aMachine, leftoversOf, runsOf } from '../support/machine.js';
import { createRequest, refusal, SIZE } from '../support/requests.js';
import { CREATE, seen, untilSeen, volumeNames } from '../support/simulator-log.js';
import { aController, aNode, aWorld } from '../support/stand.js';

const slowly = (ms: number) => ({ operation: CREATE, times: 1, effect: { kind: 'delay', ms } }) as const;

describe('while a call for a volume is in flight', () => {
  test('an identical one joins it: one POST, the same answer', async () => {
    const world = await aWorld();
    const { client } = await aController(world);
    world.simulator.addFault(slowly(200));
    const first = create(client, 'pvc-1');
    await untilSeen(world.simulator, CREATE);
    const others = await Promise.all([create(client, 'pvc-1'), create(client, 'pvc-1')]);
    expect(others).toEqual([await first, await first]);
    expect(seen(world.simulator, CREATE)).toBe(1);
  });

  test('a different one is ABORTED and changes nothing', async () => {
    const world = await aWorld();
    const { client } = await aController(world);
    world.simulator.addFault(slowly(200));
    const first = create(client, 'pvc-1');
    await untilSeen(world.simulator, CREATE);
    const larger = createRequest('pvc-1', { capacityRange: { requiredBytes: 2n * SIZE } });
    const errors = await Promise.all([
      refusal(client.controller.createVolume(larger)),
      refusal(client.controller.deleteVolume({ volumeId: 'csi-iscsi-vid-pvc-1' })),
    ]);
    expect(errors.map(({ status }) => status)).toEqual(['ABORTED', 'ABORTED']);
    await first;
    expect(world.simulator.state.volumes.all().map(({ size }) => size)).toEqual([Number(SIZE)]);
  });

  test('a different stage of it is ABORTED', async () => {
    const world = await aWorld();
    const { client } = await aController(world);
    const { host, ports } = aMachine(world, 'node-1', { childMs: 20 });
    const node = (await aNode(world, 'node-1', ports())).client;
    const attached = await attach(client, node, 'pvc-1');
    const staging = stage(node, attached);
    await expect.poll(() => host.launcher.log.length, { interval: 2 }).toBeGreaterThan(0);
    const elsewhere = { ...stageRequest(attached), stagingTargetPath: '/var/lib/kubelet/elsewhere' };
    expect((await refusal(node.node.nodeStageVolume(elsewhere))).status).toBe('ABORTED');
    await staging;
    await unstage(node, attached);
    expect(await leftoversOf(world, host)).toEqual([]);
  });
});

describe('a caller that cancels', () => {
  test('gets CANCELLED, and controller work stops: the volume is free for the next call at once', async () => {
    const world = await aWorld();
    const { simulator } = world;
    const { client } = await aController(world);
    const { settling } = simulator.switches();
    const never = { ms: 0, polls: 0, outcome: 'never' } as const;
    simulator.setSwitches({ settling: { ...settling, volume: never } });
    const caller = new AbortController();
    const creating = refusal(client.controller.createVolume(createRequest('pvc-1'), caller));
    await untilSeen(simulator, 'GET /block-volumes/{id}', 2);
    caller.abort();
    expect((await creating).status).toBe('CANCELLED');
    const larger = createRequest('pvc-1', { capacityRange: { requiredBytes: 2n * SIZE } });
    await expect
      .poll(async () => (await refusal(client.controller.createVolume(larger))).status)
      .toBe('ALREADY_EXISTS');
    expect(seen(simulator, CREATE)).toBe(1);
  });

  test('gets CANCELLED, and node work goes on: the next call finds it done', async () => {
    const world = await aWorld();
    const { client } = await aController(world);
    const { host, ports } = aMachine(world, 'node-1', { childMs: 20 });
    const node = (await aNode(world, 'node-1', ports())).client;
    const attached = await attach(client, node, 'pvc-1');
    const caller = new AbortController();
    const staging = refusal(node.node.nodeStageVolume(stageRequest(attached), { signal: caller.signal }));
    await expect.poll(() => runsOf(host, 'iscsiadm').length, { interval: 2 }).toBeGreaterThan(0);
    caller.abort();
    expect((await staging).status).toBe('CANCELLED');
    await expect.poll(() => host.mounts.all().length, { timeout: 5000 }).toBe(1);
    await stage(node, attached);
    expect(runsOf(host, 'mkfs.ext4')).toHaveLength(1);
    await unstage(node, attached);
    expect(await leftoversOf(world, host)).toEqual([]);
  });
});

describe('two controllers at once', () => {
  const NAMES = Array.from({ length: 8 }, (_, index) => `pvc-${index}`);

  test('that create the same volumes make each once and give the same answer', async () => {
    const world = await aWorld();
    const one = (await aController(world, 'one')).client;
    const two = (await aController(world, 'two')).client;
    await Promise.all(
      NAMES.map(async (name) => {
        const both = await Promise.all([one, two].map((client) => create(client, name)));
        expect(both[0]).toEqual(both[1]);
      }),
    );
    expect([...volumeNames(world.simulator)].sort()).toEqual(NAMES);
  });

  test('that publish a volume to two nodes never leave it with both', async () => {
    const world = await aWorld();
    const { state } = world.simulator;
    const one = (await aController(world, 'one')).client;
    const two = (await aController(world, 'two')).client;
    const [first, second] = ['node-1', 'node-2'].map((name) => `1;${name};iqn.2026-01.test:${name}`);
    await Promise.all(NAMES.map((name) => create(one, name)));
    await Promise.all(
      NAMES.map(async (name) => {
        const wishes = [attachTo(one, first ?? '', name), attachTo(two, second ?? '', name)];
        const published = await Promise.allSettled(wishes);
        const winners = published.filter(({ status }) => status === 'fulfilled').length;
        const volume = state.volumes.find((row) => row.name === name);
        expect(winners).toBeLessThanOrEqual(1);
        expect(state.luns.where(({ volumeId }) => volumeId === volume?.id)).toHaveLength(winners);
      }),
    );
  });
});
