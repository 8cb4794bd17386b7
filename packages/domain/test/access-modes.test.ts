import { describe, expect, test } from 'vitest';
import { checkCapability, readVolumeNotes, type AccessMode } from '@twinsite/domain';
import { readWriteOnce } from '@twinsite/domain/testing';
import { filesystem, raw, sharedVolume } from './shared-volume.js';

const ALWAYS: readonly AccessMode[] = [
  'single-node-writer',
  'single-node-reader',
  'single-node-single-writer',
  'single-node-multi-writer',
  'multi-node-reader',
];

test.each([
  ['filesystem', ALWAYS],
  ['block', [...ALWAYS, 'multi-node-multi-writer']],
] as const)('as %s exactly these modes are served', (use, modes) => {
  const all: readonly AccessMode[] = [...ALWAYS, 'multi-node-single-writer', 'multi-node-multi-writer'];
  const served = all.filter(
    (mode) => checkCapability(use === 'block' ? raw(mode) : filesystem(mode), 'volume_capability').ok,
  );
  expect(served).toEqual(modes);
});

test('many writers of one file system are refused with a word about the NFS driver', () => {
  const refused = checkCapability({ ...readWriteOnce(), mode: 'multi-node-multi-writer' }, 'c');
  expect(JSON.stringify(refused)).toContain('com.nfs.csi.xsky');
});

describe('read-only', () => {
  test.each([
    ['single-node-reader', false],
    ['single-node-writer', true],
  ] as const)(
    '%s with readonly = %s: one node, read-only, and it may format a blank volume',
    async (mode, ro) => {
      const { publish } = await sharedVolume();
      expect(await publish('node-1', filesystem(mode), ro)).toMatchObject({
        ok: true,
        value: { readOnly: true, mayFormat: true },
      });
      expect(await publish('node-2', filesystem(mode), ro)).toMatchObject({
        ok: false,
        problem: { kind: 'attached-elsewhere' },
      });
    },
  );

  test('the same node in another way is refused, and the same way again is the same answer', async () => {
    const { publish, unpublish } = await sharedVolume();
    const first = await publish('node-1', filesystem('single-node-writer'), false);
    expect(await publish('node-1', filesystem('single-node-writer'), false)).toEqual(first);
    expect(await publish('node-1', filesystem('single-node-writer'), true)).toMatchObject({
      ok: false,
      problem: { kind: 'attached-differently', has: 'read-write for one node' },
    });
    await unpublish('node-1');
    expect(await publish('node-1', filesystem('single-node-writer'), true)).toMatchObject({ ok: true });
    expect(await publish('node-1', filesystem('single-node-writer'), false)).toMatchObject({
      ok: false,
      problem: { kind: 'attached-differently', has: 'read-only for one node' },
    });
    expect(await publish('node-1', filesystem('multi-node-reader'), false)).toMatchObject({
      ok: false,
      problem: { kind: 'attached-differently' },
    });
  });

  test('read-write after read-only forgets the read-only mark', async () => {
    const { publish, unpublish, description } = await sharedVolume();
    await publish('node-1', filesystem('single-node-reader'), false);
    expect(readVolumeNotes(description()).readOnlyNodes).toEqual(['node-1']);
    await unpublish('node-1');
    expect(description()).toBe('twinsite volume pvc-1');
    expect(await publish('node-1', filesystem('single-node-writer'), false)).toMatchObject({
      ok: true,
      value: { readOnly: false },
    });
  });
});

describe('shared read-only', () => {
  test('every node reads, only the first may format, also when asked again', async () => {
    const { publish } = await sharedVolume();
    const mode = filesystem('multi-node-reader');
    for (const round of [1, 2]) {
      for (const node of ['node-1', 'node-2', 'node-3']) {
        expect(await publish(node, mode, false), `${node} round ${round}`).toMatchObject({
          ok: true,
          value: { readOnly: true, mayFormat: node === 'node-1' },
        });
      }
    }
  });

  test('a clone is formatted by nobody', async () => {
    const { array, publish } = await sharedVolume();
    const volume = array.state.volumes.get('pvc-1');
    if (volume === undefined) throw new Error('no volume');
    const description = `${volume.description}\ntwinsite/1 from snapshot 7`;
    array.state.volumes.set('pvc-1', { ...volume, description });
    expect(await publish('node-1', filesystem('multi-node-reader'), false)).toMatchObject({
      value: { mayFormat: false, origin: 'copied' },
    });
  });

  test('a writer is never let in beside readers, nor a reader beside a writer', async () => {
    const readers = await sharedVolume();
    await readers.publish('node-1', filesystem('multi-node-reader'), false);
    for (const mode of ['single-node-writer', 'single-node-multi-writer'] as const)
      expect(await readers.publish('node-2', filesystem(mode), false)).toMatchObject({
        problem: { kind: 'attached-elsewhere' },
      });
    expect(await readers.publish('node-2', raw('multi-node-multi-writer'), false)).toMatchObject({
      problem: { kind: 'attached-elsewhere' },
    });
    const writer = await sharedVolume();
    await writer.publish('node-1', filesystem('single-node-writer'), false);
    expect(await writer.publish('node-2', filesystem('multi-node-reader'), false)).toMatchObject({
      problem: { kind: 'attached-elsewhere' },
    });
  });

  test('when the last reader has gone, a single writer may come, and after it readers again', async () => {
    const { publish, unpublish } = await sharedVolume();
    for (const mode of ['multi-node-reader', 'single-node-writer', 'multi-node-reader'] as const) {
      expect(await publish('node-1', filesystem(mode), false), mode).toMatchObject({ ok: true });
      await unpublish('node-1');
    }
  });
});

test('raw devices may be shared by writers, and nobody formats them', async () => {
  const { publish } = await sharedVolume();
  for (const node of ['node-1', 'node-2'])
    expect(await publish(node, raw('multi-node-multi-writer'), false)).toMatchObject({
      ok: true,
      value: { readOnly: false, mayFormat: false },
    });
});
