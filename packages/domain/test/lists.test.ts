import { describe, expect, test } from 'vitest';
import {
  expandVolume,
  getVolume,
  GIB,
  listSnapshots,
  listVolumes,
  never,
  parseVolumeName,
  publishVolume,
  type ArrayDirectory,
} from '@twinsite/domain';
import { FakeArray, readWriteOnce } from '@twinsite/domain/testing';
import { aSource, everySnapshot, take } from './copied-volumes.js';
import { nodeIdOf, volumeClass } from './subjects.js';

const volumeId = 'csi-iscsi-vid-pvc-1';
const credentials = undefined;

describe('lists', () => {
  test('snapshots by id, by volume, and all; helpers are never shown', async () => {
    const { arrays, create } = await aSource();
    await create({ name: 'pvc-2' });
    await create({
      name: 'pvc-3',
      source: { kind: 'volume', volumeId },
      parameters: { ...volumeClass, flatten: 'false' },
    });
    const one = await take(arrays);
    await take(arrays, { name: 'snapshot-2', sourceVolumeId: 'csi-iscsi-vid-pvc-2' });
    const ids = async (overrides: object) => {
      const page = await listSnapshots({ arrays })({ ...everySnapshot, ...overrides }, never);
      return page.ok
        ? page.value.rows.map(({ snapshotId }) => snapshotId.replace(/.*-snapshot/, 'snapshot'))
        : page;
    };
    const snapshotId = one.ok ? one.value.snapshotId : '';
    expect(await ids({})).toEqual(['snapshot-1', 'snapshot-2']);
    expect(await ids({ sourceVolumeId: volumeId })).toEqual(['snapshot-1']);
    expect(await ids({ snapshotId })).toEqual(['snapshot-1']);
    expect(await ids({ snapshotId, sourceVolumeId: 'csi-iscsi-vid-pvc-2' })).toEqual([]);
    expect(await ids({ snapshotId: 'none' })).toEqual([]);
    expect(await ids({ sourceVolumeId: 'none' })).toEqual([]);
    expect(await ids({ sourceVolumeId: 'csi-iscsi-vid-none' })).toEqual([]);
  });

  test('volumes of all arrays with their nodes, page by page, whatever goes in between', async () => {
    const { array, arrays, create, remove } = await aSource();
    for (const name of ['pvc-2', 'pvc-3', 'pvc-4']) await create({ name });
    const second = new FakeArray('array-2');
    const both: ArrayDirectory = { ...arrays, listed: () => [array.ports, second.ports] };
    second.state.volumes.set('far', { ...sample(array), array: 'array-2', id: '1', name: name('far') });
    await attach(arrays, 'pvc-2');
    const list = listVolumes({ arrays: both });
    const first = await list({ maxEntries: 2, startingToken: '' }, never);
    expect(first).toMatchObject({
      value: { rows: [{ publishedNodeIds: [] }, { publishedNodeIds: [nodeIdOf('node-1')] }] },
    });
    await remove('pvc-1');
    const startingToken = first.ok ? first.value.nextToken : '';
    const rest = await list({ maxEntries: 0, startingToken }, never);
    expect(rest.ok && rest.value.rows.map((row) => row.volumeId)).toEqual([
      'csi-iscsi-vid-pvc-3',
      'csi-iscsi-vid-pvc-4',
      'csi-iscsi-vid-far',
    ]);
    expect(rest.ok && rest.value.nextToken).toBe('');
    for (const token of ['x', '1/array-9/1', '2/array-1/1', '1/array-1/x', '1/%zz/1'])
      expect(await list({ maxEntries: 0, startingToken: token }, never)).toMatchObject({
        problem: { kind: 'token-unknown' },
      });
  });

  test('never a part of the list while an array or its mappings are silent (H27)', async () => {
    const { array, arrays } = await aSource();
    const dark = new FakeArray('array-2');
    dark.faults.dark = true;
    const both = { ...arrays, listed: () => [array.ports, dark.ports] };
    const page = { maxEntries: 0, startingToken: '' };
    expect(await listVolumes({ arrays: both })(page, never)).toMatchObject({
      problem: { kind: 'array-unreachable' },
    });
    const problem = {
      kind: 'array-refused',
      array: 'array-1',
      operation: 'list',
      status: 500,
      detail: '',
    } as const;
    const silent = {
      ...array.ports,
      publishedNodes: { byVolume: () => Promise.resolve({ ok: false, problem } as const) },
    };
    const half = { ...arrays, listed: () => [silent] };
    expect(await listVolumes({ arrays: half })(page, never)).toMatchObject({ ok: false });
  });

  test('never an empty list from a driver that has no array to ask (H27)', async () => {
    const { arrays } = await aSource();
    const none = { ...arrays, listed: () => [] };
    const problem = { kind: 'array-not-listed' };
    expect(await listSnapshots({ arrays: none })(everySnapshot, never)).toMatchObject({ problem });
    expect(await listVolumes({ arrays: none })(everySnapshot, never)).toMatchObject({ problem });
  });

  test("one volume by its id, in the vendor's form too", async () => {
    const { arrays } = await aSource();
    await attach(arrays, 'pvc-1');
    for (const id of [volumeId, 'csi-iscsi-pvc-1'])
      expect(await getVolume({ arrays })({ volumeId: id }, never)).toEqual({
        ok: true,
        value: { volumeId: id, size: GIB, publishedNodeIds: [nodeIdOf('node-1')] },
      });
  });
});

describe('expansion', () => {
  const expand = (arrays: ArrayDirectory, range: object, id = volumeId) =>
    expandVolume({ arrays })({ volumeId: id, capability: readWriteOnce(), credentials, ...range }, never);

  test("grows, answers the array's size, and never shrinks", async () => {
    const { array, arrays } = await aSource();
    expect(await expand(arrays, { requiredBytes: 2n * GIB })).toEqual({ ok: true, value: 2n * GIB });
    expect(await expand(arrays, { requiredBytes: GIB })).toEqual({ ok: true, value: 2n * GIB });
    expect(await expand(arrays, { requiredBytes: 2n * GIB }, 'csi-iscsi-pvc-1')).toEqual({
      ok: true,
      value: 2n * GIB,
    });
    expect(array.state.volumes.get('pvc-1')?.size).toBe(2n * GIB);
  });

  test('beyond its limit, of nothing, or of an unknown volume is refused', async () => {
    const { arrays } = await aSource();
    expect(await expand(arrays, { limitBytes: GIB / 2n })).toMatchObject({
      problem: { kind: 'capacity-out-of-range' },
    });
    expect(await expand(arrays, { requiredBytes: GIB }, 'csi-iscsi-vid-none')).toMatchObject({
      problem: { kind: 'volume-missing' },
    });
  });
});

async function attach(arrays: ArrayDirectory, volume: string): Promise<void> {
  const request = {
    nodeId: nodeIdOf('node-1'),
    capability: readWriteOnce(),
    readOnly: false,
    context: volumeClass,
  };
  const done = await publishVolume({ arrays })(
    { ...request, volumeId: `csi-iscsi-vid-${volume}`, credentials },
    never,
  );
  expect(done).toMatchObject({ ok: true });
}

function sample(array: FakeArray) {
  const volume = array.state.volumes.get('pvc-1');
  if (volume === undefined) throw new Error('no volume');
  return volume;
}

function name(text: string) {
  const parsed = parseVolumeName(text, 'name');
  if (!parsed.ok) throw new Error('unusable name');
  return parsed.value;
}
