import { expect, test } from 'vitest';
import { createVolume, GIB, never, publishVolume } from '@twinsite/domain';
import { directoryOf, FakeArray, readWriteOnce } from '@twinsite/domain/testing';
import { nodeIdOf, volumeClass } from './subjects.js';

/** Two volumes of one class, and a way to attach one to node-1 under a limit. */
async function twoVolumes() {
  const array = new FakeArray('array-1');
  const arrays = directoryOf(array);
  const capabilities = [readWriteOnce()];
  const common = { requiredBytes: GIB, parameters: volumeClass, capabilities, credentials: undefined };
  for (const name of ['pvc-0', 'pvc-1'])
    expect((await createVolume({ arrays })({ ...common, name, source: 'none' }, never)).ok).toBe(true);
  const node = { nodeId: nodeIdOf('node-1'), capability: readWriteOnce(), readOnly: false };
  const publish = (name: string, maxVolumesPerNode: number) =>
    publishVolume({ arrays, maxVolumesPerNode })(
      { ...node, volumeId: `csi-iscsi-vid-${name}`, context: volumeClass, credentials: undefined },
      never,
    );
  const mapped = () => [...array.state.grants].map(([name, luns]) => `${name} ${luns.size}`);
  return { publish, mapped };
}

test('one volume more than a node may have is refused, and its mapping is taken back', async () => {
  const { publish, mapped } = await twoVolumes();
  expect(await publish('pvc-0', 1)).toMatchObject({ ok: true });
  expect(await publish('pvc-1', 1)).toMatchObject({
    ok: false,
    problem: { kind: 'attach-limit', node: 'node-1', limit: 1 },
  });
  expect(mapped()).toEqual(['pvc-0 1', 'pvc-1 0']);
});

test('a limit that was lowered takes nothing away from who has it already', async () => {
  const { publish } = await twoVolumes();
  for (const name of ['pvc-0', 'pvc-1']) expect(await publish(name, 2)).toMatchObject({ ok: true });
  expect(await publish('pvc-1', 1)).toMatchObject({ ok: true });
});

test('a limit of zero is none', async () => {
  const { publish } = await twoVolumes();
  for (const name of ['pvc-0', 'pvc-1']) expect(await publish(name, 0)).toMatchObject({ ok: true });
});
