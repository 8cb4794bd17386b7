import { expect, test } from 'vitest';
import { createVolume, GIB, never, publishVolume, type VolumeCapability } from '@twinsite/domain';
import { directoryOf, FakeArray, rawBlock, readWriteOnce } from '@twinsite/domain/testing';
import { nodeIdOf, volumeClass } from './subjects.js';

/** How a node is told of a volume that was made for one use and is attached for another. */
async function originOf(made: VolumeCapability, attached: VolumeCapability) {
  const arrays = directoryOf(new FakeArray());
  const created = await createVolume({ arrays })(
    {
      name: 'pvc-1',
      requiredBytes: GIB,
      parameters: volumeClass,
      capabilities: [made],
      source: 'none',
      credentials: undefined,
    },
    never,
  );
  if (!created.ok) throw new Error(JSON.stringify(created.problem));
  const { volumeId, context } = created.value;
  const request = { volumeId, nodeId: nodeIdOf('node-1'), capability: attached, readOnly: false, context };
  const published = await publishVolume({ arrays })({ ...request, credentials: undefined }, never);
  if (!published.ok) throw new Error(JSON.stringify(published.problem));
  return { origin: published.value.origin, mayFormat: published.value.mayFormat };
}

test('a volume made to be used raw is never formatted, wherever on it its data stands (H3)', async () => {
  expect(await originOf(rawBlock, readWriteOnce())).toEqual({ origin: 'copied', mayFormat: false });
});

test('a volume made for a file system gets one', async () => {
  expect(await originOf(readWriteOnce(), readWriteOnce())).toEqual({ origin: 'new', mayFormat: true });
});
