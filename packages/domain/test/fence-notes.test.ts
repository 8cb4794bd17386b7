import { expect, test } from 'vitest';
import { addFenceRecord, readFenceRecords, removeFenceRecord, type StorageArray } from '@twinsite/domain';
import { aVolume, revokingWith } from './fenced-volume.js';
import { nodeIdOf } from './subjects.js';

test('never is access taken away while the note of it is overwritten by another controller (H26)', async () => {
  const { array, publish, unpublish } = await aVolume();
  await publish('node-1');
  const { volumeChanges } = array.ports;
  const before = array.state.volumes.get('pvc-1')?.description ?? '';
  let overwritten = false;
  const crossed: StorageArray = {
    ...array.ports,
    volumeChanges: {
      resize: (volume, size, signal) => volumeChanges.resize(volume, size, signal),
      flatten: (volume, signal) => volumeChanges.flatten(volume, signal),
      describe: async (volume, description, signal) => {
        const described = await volumeChanges.describe(volume, description, signal);
        // The other one has read the description before this change, and writes after it.
        if (!overwritten) await volumeChanges.describe(volume, before, signal);
        overwritten = true;
        return described;
      },
    },
  };
  const lunAccess = revokingWith(array.ports, () => {
    const now = array.state.volumes.get('pvc-1')?.description ?? '';
    expect(readFenceRecords(now)).toMatchObject([{ node: 'node-1' }]);
  });
  expect(await unpublish(nodeIdOf('node-1'), { ...crossed, lunAccess })).toMatchObject({ ok: true });
  expect(overwritten).toBe(true);
});

test('a client of another driver has a record too, whatever its name', () => {
  const record = { node: 'storage host %1', accessPath: 'ap 1', since: 1_800_000_000_000, iqn: undefined };
  const text = addFenceRecord('volume', record);
  expect(readFenceRecords(text)).toEqual([record]);
  expect(addFenceRecord(text, record)).toBe(text);
  expect(removeFenceRecord(text, record.node)).toBe('volume');
  expect(readFenceRecords('twinsite/1 fencing a%zz via %zz since removal')).toEqual([]);
});

test('never does a node get the volume when a fence begins between the look at the volume and that at its holders (H26)', async () => {
  const { array, publish, unpublish } = await aVolume();
  array.faults.silentGateways.add('gw-a');
  const { accessPaths, lunAccess } = array.ports;
  let begun = false;
  const slow: StorageArray = {
    ...array.ports,
    accessPaths: {
      names: (signal) => accessPaths.names(signal),
      find: async (name, signal) => {
        // The second controller has seen nobody, when the first attaches to node-1.
        expect(await publish('node-1')).toMatchObject({ ok: true });
        return accessPaths.find(name, signal);
      },
    },
    lunAccess: {
      ...revokingWith(array.ports, () => undefined),
      holders: async (volume, signal) => {
        if (!begun) expect(await unpublish(nodeIdOf('node-1'))).toMatchObject({ ok: false });
        begun = true;
        return lunAccess.holders(volume, signal);
      },
    },
  };
  expect(await publish('node-2', slow)).toMatchObject({
    ok: false,
    problem: { kind: 'fence-unproven', node: 'node-1' },
  });
  expect(begun).toBe(true);
});
