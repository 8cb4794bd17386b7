import { describe, expect, test } from 'vitest';
import { never, recordedPath, type VolumeRecord } from '@twinsite/domain';
import { provisioned } from './recorded-cluster.js';

const HANDLE = 'csi-iscsi-vid-';

describe('the record of a volume', () => {
  test('is made with all that another cluster needs to find it', async () => {
    const { pass, recordOf } = await provisioned('pvc-1');
    expect(await pass()).toMatchObject({ saved: ['pvc-1'] });
    expect(await recordOf('pvc-1')).toMatchObject({
      clusterId: 'site-one',
      volumeHandle: `${HANDLE}pvc-1`,
      volumeName: 'pvc-1',
      pool: 'pool-a',
      array: 'array-1',
      managers: ['array-1-manager'],
      accessPath: 'ap',
    });
    expect(await pass()).toMatchObject({ kept: ['pvc-1'], saved: [] });
  });

  test.each(['csi-iscsi-', HANDLE])(
    "is made for a volume of the vendor's driver too, handle %s",
    async (form) => {
      const { array, volumes, pass, recordOf } = await provisioned('old');
      volumes.remove('old');
      volumes.add({ name: 'by-hand', volumeHandle: `${form}old`, context: {} });
      expect(await pass()).toMatchObject({ saved: ['by-hand'] });
      expect(await recordOf('by-hand')).toMatchObject({ volumeName: 'old', accessPath: undefined });
      const volume = array.state.volumes.get('old');
      if (volume !== undefined) array.state.volumes.set('old', { ...volume, accessPath: 'ap' });
      await pass('thorough');
      if (volume !== undefined) array.state.volumes.set('old', volume);
      await pass('thorough');
      expect(await recordOf('by-hand'), 'the path it was last mapped through').toMatchObject({
        accessPath: 'ap',
      });
    },
  );

  test('is repaired when it is missing, unreadable, or says something else', async () => {
    const { array, records, pass, recordOf } = await provisioned('pvc-1');
    await pass();
    const right = await recordOf('pvc-1');
    await records.remove('pvc-1');
    expect(await pass()).toMatchObject({ saved: ['pvc-1'] });
    records.put('pvc-1', 'unreadable');
    expect(await pass()).toMatchObject({ saved: ['pvc-1'] });
    await records.save({ ...(right as VolumeRecord), volumeHandle: `${HANDLE}pvc-2` });
    expect(await pass()).toMatchObject({ saved: ['pvc-1'] });
    expect(await recordOf('pvc-1')).toEqual(right);
    const volume = array.state.volumes.get('pvc-1');
    if (volume !== undefined) array.state.volumes.set('pvc-1', { ...volume, pool: 'pool-b' });
    expect(await pass('quick'), 'arrays are not asked in each pass').toMatchObject({ kept: ['pvc-1'] });
    expect(await pass('thorough')).toMatchObject({ saved: ['pvc-1'] });
    expect(await recordOf('pvc-1')).toMatchObject({ pool: 'pool-b' });
  });

  test('goes with its PersistentVolume', async () => {
    const { volumes, pass, recordOf } = await provisioned('pvc-1');
    await pass();
    volumes.remove('pvc-1');
    expect(await pass()).toMatchObject({ removed: ['pvc-1'] });
    expect(await recordOf('pvc-1')).toBe('none');
  });

  test('that somebody else wrote is left alone for ever', async () => {
    const { volumes, records, pass, recordOf } = await provisioned('pvc-1');
    records.put('pvc-1', 'foreign');
    for (const kind of ['quick', 'quick', 'thorough'] as const) {
      expect(await pass(kind)).toMatchObject({ foreign: ['pvc-1'], saved: [], removed: [] });
    }
    volumes.remove('pvc-1');
    expect(await pass()).toMatchObject({ removed: [] });
    expect(await recordOf('pvc-1')).toBe('foreign');
  });
});

describe('what is not known changes nothing', () => {
  test('an array that does not answer', async () => {
    const { array, records, pass, recordOf } = await provisioned('pvc-1');
    await pass();
    const before = await recordOf('pvc-1');
    array.faults.dark = true;
    expect(await pass('thorough')).toMatchObject({
      untold: [{ pv: 'pvc-1', problem: { kind: 'array-unreachable' } }],
    });
    expect(await recordOf('pvc-1')).toEqual(before);
    records.put('pvc-1', 'unreadable');
    await pass();
    expect(await recordOf('pvc-1')).toBe('unreadable');
  });

  test('a volume that no array has: its record is what is left of it', async () => {
    const { array, pass, recordOf } = await provisioned('pvc-1');
    await pass();
    array.state.volumes.clear();
    expect(await pass('thorough')).toMatchObject({ untold: [{ pv: 'pvc-1' }], removed: [] });
    expect(await recordOf('pvc-1')).toMatchObject({ volumeName: 'pvc-1' });
  });

  test('before the PersistentVolumes have been listed no record is removed', async () => {
    const { faults, volumes, keep, recordOf, pass } = await provisioned('pvc-1');
    await pass();
    volumes.remove('pvc-1');
    faults.unsynced = true;
    expect(await keep('thorough', never)).toMatchObject({ problem: { kind: 'kubernetes-unsynced' } });
    expect(await recordOf('pvc-1')).toMatchObject({ volumeName: 'pvc-1' });
  });
});

test('the recorded path is only that of the very volume', async () => {
  const { volumes, records, pass } = await provisioned('pvc-1');
  await pass();
  const ask = recordedPath({ volumes, records });
  expect(await ask(`${HANDLE}pvc-1`, never)).toEqual({ ok: true, value: 'ap' });
  expect(await ask('csi-iscsi-pvc-1', never), 'another handle').toEqual({ ok: true, value: undefined });
  records.faults.unsynced = true;
  expect(await ask(`${HANDLE}pvc-1`, never), 'by the name of the volume').toEqual({ ok: true, value: 'ap' });
  records.faults.down = true;
  expect(await ask(`${HANDLE}pvc-1`, never)).toMatchObject({ problem: { kind: 'kubernetes-unreachable' } });
});
