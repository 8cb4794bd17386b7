import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  deleteSnapshot,
  getSnapshot,
  GIB,
  helperName,
  listSnapshots,
  never,
  parseVolumeName,
} from '@twinsite/domain';
import { Crash, crashAt, FakeArray } from '@twinsite/domain/testing';
import { aSource, everySnapshot, take } from './copied-volumes.js';

const volumeId = 'csi-iscsi-vid-pvc-1';
const credentials = undefined;

describe('a snapshot', () => {
  test('is taken once for one name, found by its id, and gone after its deletion', async () => {
    const { arrays, snapshots } = await aSource();
    const taken = await take(arrays);
    expect(taken).toMatchObject({ ok: true, value: { sourceVolumeId: volumeId, size: GIB, ready: true } });
    expect(await take(arrays)).toEqual(taken);
    const snapshotId = taken.ok ? taken.value.snapshotId : '';
    expect(await getSnapshot({ arrays })({ snapshotId, credentials }, never)).toEqual(taken);
    const remove = () => deleteSnapshot({ arrays })({ snapshotId, credentials }, never);
    expect(await remove()).toMatchObject({ ok: true });
    expect(await remove()).toMatchObject({ ok: true });
    expect(snapshots()).toEqual([]);
    expect(await getSnapshot({ arrays })({ snapshotId, credentials }, never)).toMatchObject({
      problem: { kind: 'snapshot-missing' },
    });
  });

  test('of another volume under the same name is ALREADY_EXISTS', async () => {
    const { arrays, create } = await aSource();
    await create({ name: 'pvc-2' });
    await take(arrays);
    expect(await take(arrays, { sourceVolumeId: 'csi-iscsi-vid-pvc-2' })).toMatchObject({
      problem: { kind: 'snapshot-differs' },
    });
  });

  test('under an id that the array has given to another one is not there, and is not deleted', async () => {
    const { array, arrays } = await aSource();
    const taken = await take(arrays);
    const snapshotId = taken.ok ? taken.value.snapshotId.replace('snapshot-1', 'snapshot-9') : '';
    expect(await getSnapshot({ arrays })({ snapshotId, credentials }, never)).toMatchObject({
      problem: { kind: 'snapshot-missing' },
    });
    expect(await deleteSnapshot({ arrays })({ snapshotId, credentials }, never)).toMatchObject({ ok: true });
    expect(array.state.snapshots.size).toBe(1);
  });

  test.each([{ flatten: 'yes' }, { use: '' }, { retain: 'true' }])(
    'with the parameters %j is refused',
    async (parameters) => {
      const { arrays } = await aSource();
      expect(await take(arrays, { parameters })).toMatchObject({ problem: { kind: 'invalid-request' } });
    },
  );

  test('two of one name that two controllers took at once: the older stays', async () => {
    const { array, arrays } = await aSource();
    const create = array.ports.snapshots.create.bind(array.ports.snapshots);
    let raced = false;
    array.ports.snapshots.create = async (spec, signal) => {
      if (!raced) {
        raced = true;
        const other = await create(spec, signal);
        if (other.ok) array.state.snapshots.set('900', { ...other.value, id: '900' });
        if (other.ok) return { ok: true, value: { ...other.value, id: '900' } };
      }
      return create(spec, signal);
    };
    expect(await take(arrays)).toMatchObject({
      ok: true,
      value: { snapshotId: 'csi-iscsi-snap-2-snapshot-1' },
    });
    expect([...array.state.snapshots.keys()]).toEqual(['2']);
  });

  test.each(['before', 'after'] as const)(
    'kill -9 %s any call: one retry converges on one snapshot',
    async (when) => {
      for (let call = 1; ; call += 1) {
        const { array, arrays, through } = await aSource();
        const crashed = await take(through(crashAt(array.ports, { call, when }))).catch(
          (error: unknown) => error,
        );
        expect(await take(arrays)).toMatchObject({ ok: true });
        expect(array.state.snapshots.size).toBe(1);
        if (!(crashed instanceof Crash)) return;
      }
    },
  );

  test('with a dark array: never "deleted" on a guess', async () => {
    const { arrays } = await aSource();
    const dark = new FakeArray('array-2');
    dark.faults.dark = true;
    const both = { ...arrays, listed: () => [...arrays.listed(), dark.ports] };
    const taken = await take(arrays);
    const snapshotId = taken.ok ? taken.value.snapshotId : '';
    expect(await deleteSnapshot({ arrays: both })({ snapshotId, credentials }, never)).toMatchObject({
      problem: { kind: 'array-unreachable' },
    });
    expect(await listSnapshots({ arrays: both })(everySnapshot, never)).toMatchObject({
      problem: { kind: 'array-unreachable' },
    });
  });
});

test('a helper name is never longer than 128 bytes, and a long one is a SHA-256', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 128, unit: 'grapheme' }), (text) => {
      const parsed = parseVolumeName(text, 'name');
      if (!parsed.ok) return;
      const helper = helperName(parsed.value);
      expect(Buffer.byteLength(helper)).toBeLessThanOrEqual(128);
      const digest = createHash('sha256').update(text).digest('hex');
      const plain = `twinsite-clone-${text}`;
      expect(helper).toBe(Buffer.byteLength(plain) <= 128 ? plain : `twinsite-clone-sha256-${digest}`);
    }),
    { numRuns: 500 },
  );
});
