import { describe, expect, test } from 'vitest';
import { attach, detach, publish, stage, unpublish, unstage } from '../support/lifecycle.js';
import { aMachine, leftoversOf, runsOf } from '../support/machine.js';
import { refusal, retried, TARGET } from '../support/requests.js';
import { aController, aNode, aWorld } from '../support/stand.js';

/** Deadlines of children end twenty times as soon; mkfs has ten minutes and needs more. */
const SPEED = 20;
const MKFS_SPEED = 300;

describe('a missing binary is named with its package, and once it is installed the volume works', () => {
  test.each([
    ['iscsiadm', 'open-iscsi'],
    ['multipathd', 'multipath-tools'],
    ['mkfs.ext4', 'e2fsprogs'],
    ['blkid', 'util-linux'],
  ])('%s', async (tool, debianPackage) => {
    const world = await aWorld();
    const { client } = await aController(world);
    const { host, ports } = aMachine(world, 'node-1', { speed: SPEED, claims: tool !== 'multipathd' });
    const node = (await aNode(world, 'node-1', ports())).client;
    const attached = await attach(client, node, 'pvc-1');
    host.faults.set(tool, { kind: 'missing' });
    const error = await refusal(stage(node, attached));
    expect(error.details).toContain(tool);
    expect(error.details).toContain(debianPackage);
    host.faults.clear(tool);
    await stage(node, attached);
    await unstage(node, attached);
    expect(await leftoversOf(world, host)).toEqual([]);
  });

  test('multipath, which only an unstage needs', async () => {
    const world = await aWorld();
    const { client } = await aController(world);
    const node = (await aNode(world, 'node-1')).client;
    const attached = await attach(client, node, 'pvc-1');
    await stage(node, attached);
    world.host('node-1').faults.set('multipath', { kind: 'missing' });
    const error = await refusal(unstage(node, attached));
    expect([error.status, error.details]).toEqual([
      'FAILED_PRECONDITION',
      expect.stringContaining('multipath-tools'),
    ]);
    world.host('node-1').faults.clear('multipath');
    await unstage(node, attached);
    expect(await leftoversOf(world, world.host('node-1'))).toEqual([]);
  });
});

describe('a hung child does not hang the volume', () => {
  test.each([
    ['iscsiadm', SPEED],
    ['blkid', SPEED],
    ['mkfs.ext4', MKFS_SPEED],
  ])('%s', async (tool, speed) => {
    const world = await aWorld();
    const { client } = await aController(world);
    const { host, ports } = aMachine(world, 'node-1', { speed });
    const node = (await aNode(world, 'node-1', ports())).client;
    const attached = await attach(client, node, 'pvc-1');
    host.faults.set(tool, { kind: 'hangs', unkillable: false });
    const error = await refusal(stage(node, attached));
    expect(['DEADLINE_EXCEEDED', 'UNAVAILABLE']).toContain(error.status);
    expect(error.details).toContain(tool);
    host.faults.clear(tool);
    await stage(node, attached);
    await unstage(node, attached);
    expect(await leftoversOf(world, host)).toEqual([]);
  });

  test('not even one that SIGKILL cannot end', async () => {
    const world = await aWorld();
    const { client } = await aController(world);
    const { host, ports } = aMachine(world, 'node-1', { speed: SPEED });
    const node = (await aNode(world, 'node-1', ports())).client;
    const attached = await attach(client, node, 'pvc-1');
    host.faults.set('blkid', { kind: 'hangs', unkillable: true }, 1);
    const error = await refusal(stage(node, attached));
    expect([error.status, error.details]).toEqual(['DEADLINE_EXCEEDED', expect.stringContaining('SIGKILL')]);
    await stage(node, attached);
    await unstage(node, attached);
    expect(await leftoversOf(world, host)).toEqual([]);
  });
});

test('an mkfs killed half way is finished on the other node, and the volume holds data', async () => {
  const world = await aWorld();
  const { client } = await aController(world);
  const first = (await aNode(world, 'node-1')).client;
  const second = (await aNode(world, 'node-2')).client;
  const there = await attach(client, first, 'pvc-1');
  world.host('node-1').faults.set('mkfs.ext4', { kind: 'dies-half-way' }, 1);
  const error = await refusal(stage(first, there));
  expect([error.status, error.details]).toEqual(['UNAVAILABLE', expect.stringContaining('mkfs.ext4')]);
  await unstage(first, there);
  await detach(client, there);

  const here = await attach(client, second, 'pvc-1');
  await stage(second, here);
  await publish(second, here);
  const file = world.host('node-2').mountedFile(`${TARGET}/log`);
  await file.appendRecord(new TextEncoder().encode('kept'));
  await unpublish(second, here);
  await unstage(second, here);
  await stage(second, here);
  await publish(second, here);
  const read = await world.host('node-2').mountedFile(`${TARGET}/log`).readBack();
  expect(new TextDecoder().decode(read)).toBe('kept');
  expect(runsOf(world.host('node-2'), 'mkfs.ext4')).toHaveLength(1);
  await unpublish(second, here);
  await unstage(second, here);
  for (const name of ['node-1', 'node-2']) expect(await leftoversOf(world, world.host(name))).toEqual([]);
});

test('a stage that outlives its caller is joined by the retry: mkfs and logins are never started twice', async () => {
  const world = await aWorld();
  const { client } = await aController(world);
  const { host, ports } = aMachine(world, 'node-1', { childMs: 40 });
  const node = (await aNode(world, 'node-1', ports())).client;
  const attached = await attach(client, node, 'pvc-1');
  expect((await refusal(stage(node, attached, 200))).status).toBe('DEADLINE_EXCEEDED');
  await retried(() => stage(node, attached));
  expect(runsOf(host, 'mkfs.ext4')).toHaveLength(1);
  expect(runsOf(host, 'iscsiadm').filter((line) => line.endsWith('--login'))).toHaveLength(2);
  await unstage(node, attached);
  expect(await leftoversOf(world, host)).toEqual([]);
});
