import { describe, expect, test } from 'vitest';
import {
  bytes,
  createVolume,
  deleteVolume,
  GIB,
  never,
  reportCapacity,
  validateCapabilities,
} from '@twinsite/domain';
import type { ArrayDirectory, CreateVolumeRequest } from '@twinsite/domain';
import { Crash, crashAt, directoryOf, FakeArray, readWriteOnce } from '@twinsite/domain/testing';
import { volumeClass } from './subjects.js';

const request = (overrides: Partial<CreateVolumeRequest> = {}): CreateVolumeRequest => ({
  name: 'pvc-1',
  requiredBytes: GIB,
  parameters: volumeClass,
  capabilities: [readWriteOnce()],
  source: 'none',
  credentials: undefined,
  ...overrides,
});

const create = (arrays: ArrayDirectory, overrides: Partial<CreateVolumeRequest> = {}) =>
  createVolume({ arrays })(request(overrides), never);

const remove = (arrays: ArrayDirectory, volumeId = 'csi-iscsi-vid-pvc-1') =>
  deleteVolume({ arrays })({ volumeId, credentials: undefined }, never);

describe('create', () => {
  test('the same request is the same volume, and the handle carries its name', async () => {
    const array = new FakeArray();
    const first = await create(directoryOf(array));
    expect(first).toMatchObject({ ok: true, value: { volumeId: 'csi-iscsi-vid-pvc-1', size: bytes(GIB) } });
    expect(await create(directoryOf(array))).toEqual(first);
    expect(array.state.volumes.size).toBe(1);
  });

  test('the same name with a larger size is refused and the volume left alone', async () => {
    const array = new FakeArray();
    await create(directoryOf(array));
    const refused = await create(directoryOf(array), { requiredBytes: 2n * GIB });
    expect(refused).toMatchObject({ ok: false, problem: { kind: 'volume-differs' } });
    expect([...array.state.volumes.values()].map(({ size }) => size)).toEqual([GIB]);
  });

  test('the same name in another pool is refused', async () => {
    const array = new FakeArray();
    await create(directoryOf(array));
    const refused = await create(directoryOf(array), { parameters: { ...volumeClass, pool: 'pool-b' } });
    expect(refused).toMatchObject({ ok: false, problem: { kind: 'volume-differs' } });
  });

  test('a lost reply is resolved by looking, not by a second volume', async () => {
    const array = new FakeArray();
    array.faults.loseNextCreateReply = true;
    expect(await create(directoryOf(array))).toMatchObject({ ok: true });
    expect(array.state.volumes.size).toBe(1);
  });

  test.each([
    ['pool', { pool: 'no-such-pool' }, 'pool-missing'],
    ['accessPaths', { accessPaths: 'no-such-path' }, 'access-path-missing'],
    ['an empty accessPaths', { accessPaths: '' }, 'invalid-request'],
    ['an unknown key', { pol: 'pool-a' }, 'invalid-request'],
    ['minPaths', { minPaths: 'many' }, 'invalid-request'],
    ['fsType', { fsType: 'ntfs' }, 'invalid-request'],
    ['a repeated manager', { xmsServers: '10.0.0.1,10.0.0.1' }, 'invalid-request'],
    ['an unlisted array', { xmsServers: '10.9.9.9' }, 'array-not-listed'],
  ])('%s is refused by name and nothing is created', async (_what, change, kind) => {
    const array = new FakeArray();
    const refused = await create(directoryOf(array), { parameters: { ...volumeClass, ...change } });
    expect(refused).toMatchObject({ ok: false, problem: { kind } });
    expect(array.state.volumes.size).toBe(0);
  });

  test('many nodes at once is refused with a word about the NFS driver', async () => {
    const capability = { ...readWriteOnce(), mode: 'multi-node-multi-writer' as const };
    const refused = await create(directoryOf(new FakeArray()), { capabilities: [capability] });
    expect(refused).toMatchObject({ ok: false, problem: { kind: 'invalid-request' } });
    expect(JSON.stringify(refused)).toContain('com.nfs.csi.xsky');
  });

  test('a pool that is smaller than the volume refuses before the array is asked', async () => {
    const refused = await create(directoryOf(new FakeArray()), { requiredBytes: 2000n * GIB });
    expect(refused).toMatchObject({ ok: false, problem: { kind: 'pool-full' } });
  });

  test.each(['before', 'after'] as const)(
    'kill -9 %s any call: one retry converges on one volume',
    async (when) => {
      for (let call = 1; ; call += 1) {
        const array = new FakeArray();
        const dying: ArrayDirectory = {
          ...directoryOf(array),
          resolve: () => ({ ok: true, value: crashAt(array.ports, { call, when }) }),
        };
        const crashed = await create(dying).then(
          () => false,
          (error: unknown) => error instanceof Crash,
        );
        expect(await create(directoryOf(array)), `retry after call ${call}`).toMatchObject({ ok: true });
        expect(array.state.volumes.size).toBe(1);
        if (crashed) continue;
        expect(call).toBeGreaterThan(3);
        return;
      }
    },
  );

  test('two controllers at once make one volume', async () => {
    const array = new FakeArray();
    const answers = await Promise.all([create(directoryOf(array)), create(directoryOf(array))]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
    expect(array.state.volumes.size).toBe(1);
  });
});

describe('delete', () => {
  test('deletes, and deleting again or an unknown handle is success', async () => {
    const array = new FakeArray();
    await create(directoryOf(array));
    for (const volumeId of ['csi-iscsi-vid-pvc-1', 'csi-iscsi-vid-pvc-1', 'somebody-elses-handle']) {
      expect(await remove(directoryOf(array), volumeId)).toMatchObject({ ok: true });
    }
    expect(array.state.volumes.size).toBe(0);
  });

  test.each([true, false])(
    'one listed array dark: never "deleted" on a guess (volume on the other: %s)',
    async (present) => {
      const [lit, dark] = [new FakeArray('array-1'), new FakeArray('array-2')];
      if (present) await create(directoryOf(lit));
      dark.faults.dark = true;
      const answer = await remove(directoryOf(lit, dark));
      expect(answer).toMatchObject({ ok: false, problem: { kind: 'array-unreachable', array: 'array-2' } });
      expect(lit.state.volumes.size).toBe(present ? 1 : 0);
      dark.faults.dark = false;
      expect(await remove(directoryOf(lit, dark))).toMatchObject({ ok: true });
      expect(lit.state.volumes.size).toBe(0);
    },
  );

  test('one name on two arrays: neither is touched', async () => {
    const arrays = [new FakeArray('array-1'), new FakeArray('array-2')] as const;
    for (const array of arrays) await create(directoryOf(array));
    expect(await remove(directoryOf(...arrays))).toMatchObject({
      ok: false,
      problem: { kind: 'volume-ambiguous' },
    });
    expect(arrays.map(({ state }) => state.volumes.size)).toEqual([1, 1]);
  });
});

test('capabilities of an unknown volume are "missing"; of a known one they are judged', async () => {
  const arrays = directoryOf(new FakeArray());
  const ask = (mode: 'single-node-writer' | 'multi-node-single-writer') =>
    validateCapabilities({ arrays })(
      {
        volumeId: 'csi-iscsi-vid-pvc-1',
        capabilities: [{ ...readWriteOnce(), mode }],
        parameters: {},
        credentials: undefined,
      },
      never,
    );
  expect(await ask('single-node-writer')).toMatchObject({ ok: false, problem: { kind: 'volume-missing' } });
  await create(arrays);
  expect(await ask('single-node-writer')).toMatchObject({ ok: true, value: { confirmed: true } });
  expect(await ask('multi-node-single-writer')).toMatchObject({ ok: true, value: { confirmed: false } });
});

test('capacity is the pool of the class, or of all pools without a class', async () => {
  const arrays = directoryOf(new FakeArray());
  const capacity = (parameters: Record<string, string>, capabilities = [readWriteOnce()]) =>
    reportCapacity({ arrays })({ parameters, capabilities }, never);
  expect(await capacity(volumeClass)).toEqual({ ok: true, value: 500n * GIB });
  expect(await capacity({})).toEqual({ ok: true, value: 1000n * GIB });
  const shared = { ...readWriteOnce(), mode: 'multi-node-multi-writer' as const };
  expect(await capacity({}, [shared])).toEqual({ ok: true, value: 0n });
});
