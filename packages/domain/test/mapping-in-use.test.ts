import { expect, test } from 'vitest';
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
