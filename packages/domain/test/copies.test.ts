import { describe, expect, test } from 'vitest';
import { GIB, helperName, type Problem, type StorageArray, type VolumeName } from '@twinsite/domain';
import { Crash, crashAt } from '@twinsite/domain/testing';
import { aSource } from './copied-volumes.js';
import { volumeClass } from './subjects.js';

const clone = { name: 'pvc-2', source: { kind: 'volume', volumeId: 'csi-iscsi-vid-pvc-1' } } as const;
const withFlatten = (flatten: string) => ({ parameters: { ...volumeClass, flatten } });

describe('a clone of a volume', () => {
  test('stands alone and leaves no helper snapshot', async () => {
    const { create, volume, snapshots } = await aSource();
    expect(await create(clone)).toMatchObject({ ok: true, value: { size: GIB } });
    expect(volume('pvc-2')).toMatchObject({ parentSnapshot: undefined, origin: 'copied' });
    expect(volume('pvc-2')?.description).toContain('twinsite/1 from volume pvc-1');
    expect(snapshots()).toEqual([]);
    expect(await create(clone)).toMatchObject({ ok: true });
  });

  test('with flatten "false" keeps its helper as long as it lives', async () => {
    const { create, remove, volume, snapshots, volumes } = await aSource();
    await create({ ...clone, ...withFlatten('false') });
    expect(volume('pvc-2')?.parentSnapshot).toBeDefined();
    expect(snapshots()).toEqual([helperName('pvc-2' as VolumeName)]);
    expect(await remove('pvc-1')).toMatchObject({ ok: false, problem: { kind: 'volume-has-snapshots' } });
    expect(await remove('pvc-2')).toMatchObject({ ok: true });
    expect([volumes(), snapshots()]).toEqual([['pvc-1'], []]);
  });

  test('in the trash would keep its helper for ever, so that pair of parameters is refused', async () => {
    const { create, volumes } = await aSource();
    const parameters = { ...volumeClass, flatten: 'false', deletePolicy: 'trash' };
    expect(await create({ ...clone, parameters })).toMatchObject({
      ok: false,
      problem: { kind: 'invalid-request' },
    });
    expect(volumes()).toEqual(['pvc-1']);
  });

  test('that the array refuses leaves no helper snapshot to hold its source', async () => {
    const { array, create, remove, through, snapshots } = await aSource();
    const refusal = {
      kind: 'array-refused',
      array: 'array-1',
      operation: 'create',
      status: 400,
      detail: 'no',
    };
    const { volumes } = array.ports;
    const refusing: StorageArray = {
      ...array.ports,
      volumes: {
        find: (name, signal) => volumes.find(name, signal),
        create: () => Promise.resolve({ ok: false, problem: refusal as Problem }),
        settle: (volume, signal) => volumes.settle(volume, signal),
        delete: (volume, policy, signal) => volumes.delete(volume, policy, signal),
        list: (signal) => volumes.list(signal),
      },
    };
    expect(await create(clone, through(refusing))).toMatchObject({ ok: false, problem: refusal });
    expect(snapshots()).toEqual([]);
    expect(await remove('pvc-1')).toMatchObject({ ok: true });
  });

  test.each(['before', 'after'] as const)(
    'kill -9 %s any call: a retry converges and leaves no orphan',
    async (when) => {
      for (let call = 1; ; call += 1) {
        const { array, create, through, volumes, snapshots, volume } = await aSource();
        const larger = { ...clone, requiredBytes: 2n * GIB };
        const crashed = await create(larger, through(crashAt(array.ports, { call, when }))).catch(
          (error: unknown) => error,
        );
        expect(await create(larger), `retry after call ${call}`).toMatchObject({
          ok: true,
          value: { size: 2n * GIB },
        });
        expect(volume('pvc-2')).toMatchObject({ parentSnapshot: undefined, size: 2n * GIB });
        expect([volumes(), snapshots()]).toEqual([['pvc-1', 'pvc-2'], []]);
        if (crashed instanceof Crash) continue;
        expect(call).toBeGreaterThan(9);
        return;
      }
    },
  );

  test.each(['true', 'false'])(
    'given up after kill -9 at any call (flatten %s): DeleteVolume leaves nothing',
    async (flatten) => {
      for (let call = 1; ; call += 1) {
        const { array, create, remove, through, volumes, snapshots } = await aSource();
        const wish = { ...clone, ...withFlatten(flatten), requiredBytes: 2n * GIB };
        const ports = crashAt(array.ports, { call, when: 'after' });
        const crashed = await create(wish, through(ports)).catch((error: unknown) => error);
        expect(await remove('pvc-2'), `call ${call}`).toMatchObject({ ok: true });
        expect([volumes(), snapshots()], `call ${call}`).toEqual([['pvc-1'], []]);
        if (!(crashed instanceof Crash)) return;
      }
    },
  );

  test('kill -9 at any call of its deletion: a retry leaves nothing', async () => {
    for (let call = 1; ; call += 1) {
      const { array, create, remove, through, volumes, snapshots } = await aSource();
      await create({ ...clone, ...withFlatten('false') });
      const ports = crashAt(array.ports, { call, when: 'after' });
      const crashed = await remove('pvc-2', through(ports)).catch((error: unknown) => error);
      expect(await remove('pvc-2')).toMatchObject({ ok: true });
      expect([volumes(), snapshots()], `call ${call}`).toEqual([['pvc-1'], []]);
      if (!(crashed instanceof Crash)) return;
    }
  });

  test('two controllers at once make one clone', async () => {
    const { create, volumes, snapshots } = await aSource();
    await Promise.all([create(clone), create(clone)]);
    expect(await create(clone)).toMatchObject({ ok: true });
    expect([volumes(), snapshots()]).toEqual([['pvc-1', 'pvc-2'], []]);
  });

  test('the same name from another source, or from none, is ALREADY_EXISTS', async () => {
    const { create } = await aSource();
    await create({ name: 'pvc-3' });
    await create(clone);
    const other = { kind: 'volume', volumeId: 'csi-iscsi-vid-pvc-3' } as const;
    for (const source of [other, 'none'] as const)
      expect(await create({ name: 'pvc-2', source })).toMatchObject({
        ok: false,
        problem: { kind: 'volume-differs' },
      });
    expect(await create({ name: 'pvc-3', source: clone.source })).toMatchObject({
      ok: false,
      problem: { kind: 'volume-differs' },
    });
  });
});

test('the trash keeps what its class wants kept, also after a restart', async () => {
  const { array, create, remove } = await aSource();
  await create({ name: 'pvc-2', parameters: { ...volumeClass, deletePolicy: 'trash' } });
  for (const name of ['pvc-1', 'pvc-2']) expect(await remove(name)).toMatchObject({ ok: true });
  expect([...array.state.trash.keys()]).toEqual(['pvc-2']);
});
