import { describe, expect, test } from 'vitest';
import { createVolume, GIB, never, type CreateVolumeRequest } from '@twinsite/domain';
import { directoryOf, FakeArray } from '@twinsite/domain/testing';
import { aSource, requestFor } from './copied-volumes.js';
import { volumeClass } from './subjects.js';

describe('a restore of a snapshot', () => {
  test.each([
    [{}, {}, true],
    [{ flatten: 'true' }, {}, false],
    [{ flatten: 'true' }, { flatten: 'false' }, true],
    [{ flatten: 'false' }, { flatten: 'true' }, false],
  ] as const)(
    'snapshot class %j, storage class %j: still shares its data = %s',
    async (snapshotClass, own, shares) => {
      const { create, snapshot, volume } = await aSource();
      const snapshotId = await snapshot(snapshotClass);
      const parameters = { ...volumeClass, ...own };
      expect(
        await create({ name: 'pvc-2', source: { kind: 'snapshot', snapshotId }, parameters }),
      ).toMatchObject({ ok: true });
      expect(volume('pvc-2')?.parentSnapshot !== undefined).toBe(shares);
      expect(volume('pvc-2')?.origin).toBe('copied');
    },
  );

  test('of a snapshot whose class says use: "false" is refused', async () => {
    const { create, snapshot } = await aSource();
    const snapshotId = await snapshot({ use: 'false' });
    expect(await create({ name: 'pvc-2', source: { kind: 'snapshot', snapshotId } })).toMatchObject({
      ok: false,
      problem: { kind: 'restore-refused' },
    });
  });

  test("larger than the snapshot grows, without a size it has the snapshot's, smaller is OUT_OF_RANGE", async () => {
    const { array, arrays, create, snapshot } = await aSource();
    const source = { kind: 'snapshot', snapshotId: await snapshot() } as const;
    expect(await create({ name: 'a', source, requiredBytes: 3n * GIB })).toMatchObject({
      value: { size: 3n * GIB },
    });
    const open = withoutSize(requestFor({ name: 'b', source }));
    expect(await createVolume({ arrays })(open, never)).toMatchObject({ value: { size: GIB } });
    for (const range of [{ requiredBytes: GIB / 2n }, { requiredBytes: GIB / 4n, limitBytes: GIB / 2n }])
      expect(await create({ name: 'c', source, ...range })).toMatchObject({
        problem: { kind: 'capacity-out-of-range' },
      });
    expect([...array.state.volumes.keys()]).toEqual(['pvc-1', 'a', 'b']);
  });

  test('whose source has gone is NOT_FOUND, unless the finished volume is there already', async () => {
    const { array, create, snapshot } = await aSource();
    const source = { kind: 'snapshot', snapshotId: await snapshot({ flatten: 'true' }) } as const;
    expect(await create({ name: 'pvc-2', source })).toMatchObject({ ok: true });
    array.state.snapshots.clear();
    expect(await create({ name: 'pvc-2', source })).toMatchObject({ ok: true, value: { size: GIB } });
    expect(await create({ name: 'pvc-3', source })).toMatchObject({
      ok: false,
      problem: { kind: 'snapshot-missing' },
    });
    const nowhere = { kind: 'volume', volumeId: 'csi-iscsi-vid-none' } as const;
    expect(await create({ name: 'pvc-4', source: nowhere })).toMatchObject({
      ok: false,
      problem: { kind: 'volume-missing' },
    });
  });

  test('into another pool or array is refused by name', async () => {
    const { arrays, snapshot, create } = await aSource();
    const source = { kind: 'snapshot', snapshotId: await snapshot() } as const;
    expect(
      await create({ name: 'pvc-2', source, parameters: { ...volumeClass, pool: 'pool-b' } }),
    ).toMatchObject({
      problem: { kind: 'invalid-request', field: 'parameters["pool"]' },
    });
    const second = directoryOf(new FakeArray('array-2'));
    const both = {
      listed: () => [...arrays.listed(), ...second.listed()],
      resolve: second.resolve.bind(second),
    };
    const parameters = { ...volumeClass, xmsServers: 'array-2-manager' };
    expect(await create({ name: 'pvc-2', source, parameters }, both)).toMatchObject({
      problem: { kind: 'invalid-request', field: 'parameters["xmsServers"]' },
    });
  });

  test('goes on sharing its snapshot, so that the snapshot cannot be deleted', async () => {
    const { array, create, snapshot } = await aSource();
    await create({ name: 'pvc-2', source: { kind: 'snapshot', snapshotId: await snapshot() } });
    const [taken] = array.state.snapshots.values();
    if (taken === undefined) throw new Error('no snapshot');
    expect(await array.ports.snapshots.delete(taken, never)).toMatchObject({
      problem: { kind: 'snapshot-in-use', clones: ['pvc-2'] },
    });
  });
});

function withoutSize({ name, parameters, capabilities, source, credentials }: CreateVolumeRequest) {
  return { name, parameters, capabilities, source, credentials };
}
