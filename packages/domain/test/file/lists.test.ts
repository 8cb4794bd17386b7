import {
  GIB,
  getFileVolume,
  listFileVolumes,
  never,
  reportFileCapacity,
  validateFileCapabilities,
} from '@twinsite/domain';
import { FakeFileArray } from '@twinsite/domain/testing';
import { describe, expect, test } from 'vitest';
import { aFileWorld, closedShare, directoryOf, publicShare, volumeId } from './file-world.js';
import { mount } from './nfs-node.js';

async function threeVolumes() {
  const world = aFileWorld();
  for (const name of ['pvc-1', 'pvc-2', 'pvc-3']) await world.create({ name });
  return { world, arrays: directoryOf(world.array.ports) };
}

describe('the list of file volumes', () => {
  test('is complete over all arrays, page by page, and names no nodes', async () => {
    const { arrays } = await threeVolumes();
    const list = listFileVolumes({ arrays });
    const first = await list({ maxEntries: 2, startingToken: '' }, never);
    if (!first.ok) throw new Error('the list can be read');
    const rest = await list({ maxEntries: 2, startingToken: first.value.nextToken }, never);
    if (!rest.ok) throw new Error('the list can be read');
    expect([...first.value.rows, ...rest.value.rows]).toEqual(
      ['pvc-1', 'pvc-2', 'pvc-3'].map((name) => ({
        volumeId: `csi-nfs-vid-${name}`,
        size: GIB,
        publishedNodeIds: [],
      })),
    );
    expect(rest.value.nextToken).toBe('');
  });

  test('is never a part of it while an array is silent (H27)', async () => {
    const { world } = await threeVolumes();
    const dark = new FakeFileArray('array-2');
    dark.faults.dark = true;
    const list = listFileVolumes({ arrays: directoryOf(world.array.ports, dark.ports) });
    expect(await list({ maxEntries: 0, startingToken: '' }, never)).toMatchObject({
      problem: { kind: 'array-unreachable', array: 'array-2' },
    });
  });
});

test('one volume is found by its id, and an id that is a path is none', async () => {
  const { arrays } = await threeVolumes();
  const get = (id: string) => getFileVolume({ arrays })({ volumeId: id }, never);
  expect(await get(volumeId)).toMatchObject({ value: { volumeId, size: GIB } });
  for (const id of ['csi-nfs-vid-pvc-9', 'csi-nfs-vid-..', 'csi-nfs-vid-a/b', 'csi-iscsi-vid-pvc-1'])
    expect(await get(id), id).toMatchObject({ problem: { kind: 'volume-missing' } });
});

test('the capacity of a class is what its folders can still promise; without a class, that of all', async () => {
  const { arrays } = await threeVolumes();
  const capacity = (
    parameters: Readonly<Record<string, string>>,
    capabilities = [mount('single-node-writer')],
  ) => reportFileCapacity({ arrays })({ parameters, capabilities }, never);
  expect(await capacity({ shares: closedShare })).toEqual({ ok: true, value: 97n * GIB });
  expect(await capacity({ shares: `${closedShare},${publicShare}` })).toEqual({
    ok: true,
    value: 197n * GIB,
  });
  expect(await capacity({})).toEqual({ ok: true, value: 197n * GIB });
  expect(await capacity({}, [mount('multi-node-single-writer')])).toEqual({ ok: true, value: 0n });
});

test('a volume confirms what it can be used for, and says why it cannot be a device', async () => {
  const { arrays } = await threeVolumes();
  const request = { volumeId, parameters: {}, credentials: undefined };
  const validate = validateFileCapabilities({ arrays });
  const modes = ['single-node-writer', 'multi-node-reader', 'multi-node-multi-writer'] as const;
  expect(await validate({ ...request, capabilities: modes.map((mode) => mount(mode)) }, never)).toEqual({
    ok: true,
    value: { confirmed: true, message: '' },
  });
  const device = { use: { kind: 'block' }, mode: 'single-node-writer' } as const;
  expect(await validate({ ...request, capabilities: [device] }, never)).toMatchObject({
    value: { confirmed: false, message: expect.stringContaining('no block device') as string },
  });
});
