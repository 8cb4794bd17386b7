import { expect, test } from 'vitest';
import type { StorageArray } from '@twinsite/domain';
import { aVolume } from './fenced-volume.js';

test('a mapping in use is never withdrawn, also when the array forgets to name its access path', async () => {
  const { array, publish } = await aVolume();
  await publish('node-1');
  const volume = array.state.volumes.get('pvc-1');
  if (volume === undefined) throw new Error('no volume');
  const forgetful = { ...volume, accessPath: undefined };
  const description = 'twinsite/1 fencing node-9 via ap since removal';
  const find = array.ports.volumes.find.bind(array.ports.volumes);
  array.state.volumes.set('pvc-1', forgetful);
  array.ports.volumes.find = async (name, signal) => {
    const found = await find(name, signal);
    array.state.volumes.set('pvc-1', { ...forgetful, description });
    return found;
  };
  await publish('node-1');
  expect(array.state.grants.get('pvc-1')?.size).toBe(1);
});

test('a mapping that another call for the same node made is never withdrawn, since the node may use it', async () => {
  const { array, publish } = await aVolume();
  const { accessPaths } = array.ports;
  const slow: StorageArray = {
    ...array.ports,
    accessPaths: {
      names: (signal) => accessPaths.names(signal),
      find: async (name, signal) => {
        // Two controllers attach to node-1; this one has seen nobody. Then a third call maps node-2 as well.
        expect(await publish('node-1')).toMatchObject({ ok: true });
        array.state.grants.get('pvc-1')?.set('iqn.2026-01.test:node-2', 2);
        return accessPaths.find(name, signal);
      },
    },
  };
  expect(await publish('node-1', slow)).toMatchObject({ ok: false });
  expect([...(array.state.grants.get('pvc-1')?.keys() ?? [])]).toContain('iqn.2026-01.test:node-1');
});
