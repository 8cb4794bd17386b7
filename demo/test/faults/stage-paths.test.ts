import { describe, expect, test } from 'vitest';
import { attach, publish, stage, unpublish, unstage } from '../support/lifecycle.js';
import { aMachine, leftoversOf, runsOf } from '../support/machine.js';
import { refusal, retried, SIZE, TARGET } from '../support/requests.js';
import { aController, aNode, aWorld, IMPATIENT } from '../support/stand.js';

const FOREIGN = `6001405${'e'.repeat(25)}`;

describe('with half the portals dead', () => {
  test('a stage still succeeds, in less than 12 s of real time', async () => {
    const world = await aWorld();
    const { client } = await aController(world);
    const node = (await aNode(world, 'node-1')).client;
    const attached = await attach(client, node, 'pvc-1');
    await world.simulator.cut('site-a', 'silent');
    const begun = performance.now();
    await stage(node, attached);
    expect(performance.now() - begun).toBeLessThan(12_000);
    await world.simulator.heal('site-a');
    await unstage(node, attached);
    expect(await leftoversOf(world, world.host('node-1'))).toEqual([]);
  });

  test.each(['site-a', 'site-b'] as const)('(%s) the volume takes data through the others', async (site) => {
    const world = await aWorld();
    const { client } = await aController(world);
    const { host, ports } = aMachine(world, 'node-1', { speed: 10 });
    const node = (await aNode(world, 'node-1', ports())).client;
    const attached = await attach(client, node, 'pvc-1');
    await world.simulator.cut(site, 'silent');
    await stage(node, attached);
    await publish(node, attached);
    const file = host.mountedFile(`${TARGET}/log`);
    await file.appendRecord(new TextEncoder().encode('one'));
    expect(new TextDecoder().decode(await file.readBack())).toBe('one');
    await world.simulator.heal(site);
    await unpublish(node, attached);
    await unstage(node, attached);
    expect(await leftoversOf(world, host)).toEqual([]);
  });
});

test('while a site is dark a volume is still made, published with the portals of both sites, and staged', async () => {
  const world = await aWorld();
  const { client } = await aController(world, 'controller', { timings: IMPATIENT });
  const { host, ports } = aMachine(world, 'node-1', { speed: 5 });
  const node = (await aNode(world, 'node-1', ports())).client;
  await world.simulator.cut('site-a', 'silent');
  const attached = await retried(() => attach(client, node, 'pvc-1'));
  expect(attached.publishContext['portals']).toMatch(/10\.7\.1\.1:3260.*10\.7\.2\.1:3260/);
  await stage(node, attached);
  expect(host.pathStates().map(({ portal }) => portal)).toEqual(['10.7.2.1:3260']);
  await world.simulator.heal('site-a');
  await unstage(node, attached);
  expect(await leftoversOf(world, host)).toEqual([]);
});

describe('a stage that must not go on', () => {
  test('never formats a LUN that shows the identity of another volume', async () => {
    const world = await aWorld({ naaOf: () => FOREIGN });
    const { client } = await aController(world);
    const node = await aNode(world, 'node-1');
    const attached = await attach(client, node.client, 'pvc-1');
    const error = await refusal(stage(node.client, attached));
    expect([error.status, error.details]).toEqual(['FAILED_PRECONDITION', expect.stringContaining(FOREIGN)]);
    expect(error.details).toContain(attached.publishContext['naa']);
    expect(world.simulator.memory?.writeLog.entries()).toEqual([]);
    expect(runsOf(world.host('node-1'), 'mkfs.ext4')).toEqual([]);
    expect(await leftoversOf(world, world.host('node-1'))).toEqual([]);
  });

  test.each([
    ['a byte in its first block', 512, 'a'],
    ['a backup header in its last block', Number(SIZE) - 4096, 'EFI PART'],
  ])('never formats a disk with %s', async (_, offset, text) => {
    const world = await aWorld();
    const { client } = await aController(world);
    const node = await aNode(world, 'node-1');
    const attached = await attach(client, node.client, 'pvc-1');
    const { memory, state } = world.simulator;
    const id = state.volumes.all()[0]?.id ?? 0;
    const data = new TextEncoder().encode(text);
    memory?.store.write(id, offset, data);
    const error = await refusal(stage(node.client, attached));
    expect([error.status, error.details]).toEqual([
      'FAILED_PRECONDITION',
      expect.stringMatching(/not blank.*nothing was written/),
    ]);
    expect(memory?.writeLog.entries()).toEqual([]);
    expect(memory?.store.read(id, offset, data.length)).toEqual(data);
    expect(runsOf(world.host('node-1'), 'mkfs.ext4')).toEqual([]);
    expect(await leftoversOf(world, world.host('node-1'))).toEqual([]);
  });
});
