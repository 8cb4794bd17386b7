import { describe, expect, test } from 'vitest';
import {
  addFenceRecord,
  deleteVolume,
  never,
  readFenceRecords,
  type StorageArray,
  type VolumeName,
} from '@twinsite/domain';
import { Crash, crashAt, FakeArray } from '@twinsite/domain/testing';
import { aVolume, IQN, revokingWith, volumeId } from './fenced-volume.js';
import { nodeIdOf } from './subjects.js';

const other = { node: 'node-9', accessPath: 'ap', since: 1_800_000_000_000, iqn: undefined };

describe('the wait of a fence is counted from the removal', () => {
  test('not from an attempt long ago that never removed anything', async () => {
    for (let call = 1; call <= 6; call += 1) {
      const { array, clock, publish, unpublish } = await aVolume();
      await publish('node-1');
      const ports = crashAt(array.ports, { call, when: 'before' });
      const died = await unpublish(nodeIdOf('node-1'), ports).catch((error: unknown) => error);
      expect(died).toBeInstanceOf(Crash);
      const mapped = array.state.grants.get('pvc-1')?.has(IQN) === true;
      clock.advance(3_600_000);
      const begun = clock.now();
      expect(await unpublish(nodeIdOf('node-1'))).toMatchObject({ ok: true });
      if (mapped) expect(clock.now() - begun, `crash before call ${call}`).toBe(40_000);
    }
  });

  test('and again after the node was given the volume back meanwhile', async () => {
    const { array, clock, publish, unpublish } = await aVolume();
    await publish('node-1');
    array.faults.silentGateways.add('gw-a');
    expect(await unpublish(nodeIdOf('node-1'))).toMatchObject({ ok: false });
    array.faults.silentGateways.clear();
    clock.advance(3_600_000);
    expect(await publish('node-1')).toMatchObject({ ok: true });
    const begun = clock.now();
    expect(await unpublish(nodeIdOf('node-1'))).toMatchObject({ ok: true });
    expect(clock.now() - begun).toBe(40_000);
  });
});

test('a grant is withdrawn when another controller began to fence the former node meanwhile', async () => {
  const { array, publish, unpublish } = await aVolume();
  await publish('node-1');
  array.faults.silentGateways.add('gw-a');
  const { accessPaths } = array.ports;
  // The second controller has read the volume before the first one notes and removes the access of node-1.
  const slow: StorageArray = {
    ...array.ports,
    accessPaths: {
      names: (signal) => accessPaths.names(signal),
      find: async (name, signal) => {
        expect(await unpublish(nodeIdOf('node-1'))).toMatchObject({ ok: false });
        return accessPaths.find(name, signal);
      },
    },
  };
  expect(await publish('node-2', slow)).toMatchObject({
    ok: false,
    problem: { kind: 'fence-unproven', node: 'node-1' },
  });
  expect(array.state.grants.get('pvc-1')?.size).toBe(0);
});

test('a node that an earlier call mapped never gets the volume while the fence of the former one is open', async () => {
  const { array, publish, unpublish } = await aVolume();
  await publish('node-1');
  // A controller was killed between its grant to node-2 and the look that would have made it withdraw.
  array.state.clients.set('iqn.2026-01.test:node-2', 'node-2');
  array.state.grants.get('pvc-1')?.set('iqn.2026-01.test:node-2', 2);
  array.faults.silentGateways.add('gw-a');
  const { accessPaths } = array.ports;
  const slow: StorageArray = {
    ...array.ports,
    accessPaths: {
      names: (signal) => accessPaths.names(signal),
      find: async (name, signal) => {
        expect(await unpublish(nodeIdOf('node-1'))).toMatchObject({ ok: false });
        return accessPaths.find(name, signal);
      },
    },
  };
  expect(await publish('node-2', slow)).toMatchObject({
    ok: false,
    problem: { kind: 'fence-unproven', node: 'node-1' },
  });
  expect(array.state.grants.get('pvc-1')?.size, 'it may have been told of it before').toBe(1);
});

test('a second controller does not call a node fenced whose removal the first has just begun', async () => {
  const { array, publish, unpublish } = await aVolume();
  await publish('node-1');
  array.faults.silentGateways.add('gw-a');
  const { lunAccess } = array.ports;
  let first: Promise<unknown> | undefined;
  // The second has read the volume before the first notes the removal, and reads the holders after it.
  const slow: StorageArray = {
    ...array.ports,
    lunAccess: {
      ownerOf: (iqn, signal) => lunAccess.ownerOf(iqn, signal),
      holders: async (volume, signal) => {
        first ??= unpublish(nodeIdOf('node-1'));
        expect(await first).toMatchObject({ ok: false });
        return lunAccess.holders(volume, signal);
      },
      grant: (request, signal) => lunAccess.grant(request, signal),
      granted: (request, signal) => lunAccess.granted(request, signal),
      sessions: (request, signal) => lunAccess.sessions(request, signal),
      revoke: (volume, node, signal) => lunAccess.revoke(volume, node, signal),
    },
  };
  expect(await unpublish(nodeIdOf('node-1'), slow)).toMatchObject({
    ok: false,
    problem: { kind: 'fence-unproven' },
  });
});

test('a gateway that falls silent while its mapping is removed proves nothing', async () => {
  const { array, publish, unpublish } = await aVolume();
  await publish('node-1');
  const lunAccess = revokingWith(array.ports, () => array.faults.silentGateways.add('gw-a'));
  const dying: StorageArray = { ...array.ports, lunAccess };
  expect(await unpublish(nodeIdOf('node-1'), dying)).toMatchObject({
    ok: false,
    problem: { kind: 'fence-unproven' },
  });
});

test('the end of one fence does not wipe the record of another', async () => {
  const { array, publish, unpublish } = await aVolume();
  await publish('node-1');
  const { volumes } = array.ports;
  const meddled: StorageArray = {
    ...array.ports,
    sites: {
      read: (signal) => {
        const current = array.state.volumes.get('pvc-1');
        if (current !== undefined)
          array.state.volumes.set('pvc-1', {
            ...current,
            description: addFenceRecord(current.description, other),
          });
        return array.ports.sites.read(signal);
      },
    },
  };
  array.faults.silentGateways.add('gw-a');
  array.faults.goneHosts.add('gw-a');
  expect(await unpublish(nodeIdOf('node-1'), meddled)).toMatchObject({ ok: true });
  const found = await volumes.find('pvc-1' as VolumeName, never);
  expect(found.ok && readFenceRecords(found.value?.description ?? '')).toEqual([other]);
});

describe('nothing is claimed on a guess', () => {
  test('a node id of another version takes nobody to be fenced while somebody holds the volume', async () => {
    const { publish, unpublish } = await aVolume();
    await publish('node-1');
    expect(await unpublish('2;node-1;iqn;more')).toMatchObject({
      ok: false,
      problem: { kind: 'node-missing' },
    });
  });

  test('a driver without arrays knows of no volume that it is gone', async () => {
    const none = { listed: () => [], resolve: () => ({ ok: true as const, value: new FakeArray().ports }) };
    expect(await deleteVolume({ arrays: none })({ volumeId, credentials: undefined }, never)).toMatchObject({
      ok: false,
      problem: { kind: 'array-not-listed' },
    });
  });
});
