import { failed, ok } from '@twinsite/domain';
import { expect, test, vi } from 'vitest';
import { Gate } from './support/gate.js';
import { openPorch, refusal } from './support/porch.js';
import * as requests from './support/requests.js';
import { aListedVolume, aSnapshot, controllerUseCases } from './support/use-cases.js';

const signal = expect.any(AbortSignal) as AbortSignal;
const volumeId = 'csi-iscsi-vid-pvc-1';
const snapshotId = 'csi-iscsi-snap-7-snapshot-1';
const fromVolume = { type: { case: 'volume' as const, value: { volumeId } } };
const fromSnapshot = { type: { case: 'snapshot' as const, value: { snapshotId } } };

test('a source goes inside by its id and comes back with the volume', async () => {
  const controller = controllerUseCases();
  const createVolume = vi.spyOn(controller, 'createVolume');
  const { client } = await openPorch({ controller });
  for (const volumeContentSource of [fromVolume, fromSnapshot]) {
    const { volume } = await client.controller.createVolume({ ...requests.aCreate, volumeContentSource });
    expect(volume?.contentSource).toMatchObject(volumeContentSource);
  }
  expect(createVolume.mock.calls.map(([request]) => request.source)).toEqual([
    { kind: 'volume', volumeId },
    { kind: 'snapshot', snapshotId },
  ]);
});

test("snapshots are made, found and listed in CSI's words, with their time", async () => {
  const { client } = await openPorch();
  const { snapshot } = await client.controller.createSnapshot({ name: 's', sourceVolumeId: volumeId });
  expect(snapshot).toMatchObject({
    snapshotId,
    sourceVolumeId: volumeId,
    sizeBytes: aSnapshot.size,
    readyToUse: true,
    creationTime: { seconds: 1_800_000_000n, nanos: 123_000_000 },
  });
  expect((await client.controller.getSnapshot({ snapshotId })).snapshot).toEqual(snapshot);
  const list = await client.controller.listSnapshots({ maxEntries: 3 });
  expect(list.entries.map((entry) => entry.snapshot)).toEqual([snapshot]);
  await client.controller.deleteSnapshot({ snapshotId });
});

test('a snapshot whose time the array does not tell has the epoch, since the field is required', async () => {
  const getSnapshot = () => Promise.resolve(ok({ ...aSnapshot, createdAt: undefined }));
  const { client } = await openPorch({ controller: controllerUseCases({ getSnapshot }) });
  expect((await client.controller.getSnapshot({ snapshotId })).snapshot?.creationTime).toMatchObject({
    seconds: 0n,
  });
});

test('volumes come with the nodes that have them, one or all, and the token is handed on', async () => {
  const controller = controllerUseCases({
    listVolumes: () => Promise.resolve(ok({ rows: [aListedVolume], nextToken: '1/array-1/7' })),
  });
  const listVolumes = vi.spyOn(controller, 'listVolumes');
  const { client } = await openPorch({ controller });
  const list = await client.controller.listVolumes({ maxEntries: 1, startingToken: '1/array-1/6' });
  expect(list).toMatchObject({
    nextToken: '1/array-1/7',
    entries: [{ volume: { volumeId }, status: { publishedNodeIds: aListedVolume.publishedNodeIds } }],
  });
  expect(listVolumes).toHaveBeenCalledWith({ maxEntries: 1, startingToken: '1/array-1/6' }, signal);
  const one = await client.controller.controllerGetVolume({ volumeId });
  expect(one).toMatchObject({
    volume: { volumeId },
    status: { publishedNodeIds: aListedVolume.publishedNodeIds },
  });
});

test('a token that is none of ours is ABORTED', async () => {
  const listVolumes = () => Promise.resolve(failed({ kind: 'token-unknown', token: 'x' } as const));
  const { client } = await openPorch({ controller: controllerUseCases({ listVolumes }) });
  expect((await refusal(client.controller.listVolumes({ startingToken: 'x' }))).status).toBe('ABORTED');
});

test('an expansion always leaves the node its half, raw devices too', async () => {
  const { client } = await openPorch();
  for (const volumeCapability of [requests.mountCapability, requests.blockCapability])
    expect(
      await client.controller.controllerExpandVolume({
        volumeId,
        capacityRange: { requiredBytes: 5n },
        volumeCapability,
      }),
    ).toMatchObject({ capacityBytes: 5n, nodeExpansionRequired: true });
});

test.each([
  ['createSnapshot', 'source_volume_id', { name: 's' }],
  ['createSnapshot', 'name', { sourceVolumeId: volumeId }],
  ['deleteSnapshot', 'snapshot_id', {}],
  ['getSnapshot', 'snapshot_id', {}],
  ['controllerGetVolume', 'volume_id', {}],
  ['listVolumes', 'max_entries', { maxEntries: -1 }],
  ['listSnapshots', 'max_entries', { maxEntries: -1 }],
  ['controllerExpandVolume', 'volume_id', { capacityRange: { requiredBytes: 1n } }],
  ['controllerExpandVolume', 'capacity_range', { volumeId }],
  ['createVolume', 'volume_content_source', { ...requests.aCreate, volumeContentSource: {} }],
  [
    'createVolume',
    'volume_content_source.volume.volume_id',
    { ...requests.aCreate, volumeContentSource: { type: { case: 'volume', value: {} } } },
  ],
  [
    'createVolume',
    'volume_content_source.snapshot.snapshot_id',
    { ...requests.aCreate, volumeContentSource: { type: { case: 'snapshot', value: {} } } },
  ],
] as const)('%s is INVALID_ARGUMENT by the name of its field (%s)', async (method, field, request) => {
  const { client } = await openPorch();
  const call = client.controller[method] as (request: object) => Promise<unknown>;
  const error = await refusal(call(request));
  expect([error.status, error.details.split(/:| =/)[0]]).toEqual(['INVALID_ARGUMENT', field]);
});

test('while a volume is cloned its data is claimed, but it can still be detached', async () => {
  const gate = new Gate();
  const controller = controllerUseCases({
    createVolume: async (_request, own) => {
      await gate.passUnlessAborted(own);
      return ok({ volumeId: 'csi-iscsi-vid-pvc-2', size: aSnapshot.size, context: {} });
    },
  });
  const { client } = await openPorch({ controller });
  const cloning = client.controller.createVolume({
    ...requests.aCreate,
    name: 'pvc-2',
    volumeContentSource: fromVolume,
  });
  await gate.begun;
  const { controller: calls } = client;
  const capacityRange = { requiredBytes: 1n };
  for (const call of [
    calls.deleteVolume({ volumeId }),
    calls.controllerExpandVolume({ volumeId, capacityRange }),
    calls.createSnapshot({ name: 's', sourceVolumeId: volumeId }),
    calls.createVolume({ ...requests.aCreate, name: 'pvc-3', volumeContentSource: fromVolume }),
    calls.deleteVolume({ volumeId: 'csi-iscsi-vid-pvc-2' }),
  ])
    expect((await refusal(call)).status).toBe('ABORTED');
  await calls.controllerUnpublishVolume(requests.anUnpublish);
  await calls.controllerPublishVolume(requests.aPublish);
  gate.open();
  await cloning;
  await calls.deleteVolume({ volumeId });
});
