import { bytes, failed, ok } from '@twinsite/domain';
import { expect, test, vi } from 'vitest';
import { VolumeUsage_Unit as Unit, writePublishContext } from '../src/index.js';
import { openPorch, refusal } from './support/porch.js';
import * as requests from './support/requests.js';
import { anAttachment, controllerUseCases, identity, nodeUseCases } from './support/use-cases.js';

const signal = expect.any(AbortSignal) as AbortSignal;

test('GetPluginInfo says who the driver is', async () => {
  const { client } = await openPorch();
  expect(await client.identity.getPluginInfo({})).toMatchObject({
    name: 'com.iscsi.csi.test',
    vendorVersion: '1.2.3',
  });
});

test.each([true, false])('Probe reports ready = %s', async (ready) => {
  const { client } = await openPorch({
    identity: { ...identity, probe: () => Promise.resolve(ok({ ready })) },
  });
  expect((await client.identity.probe({})).ready).toBe(ready);
});

test('Probe of an unhealthy driver fails with the code of its problem', async () => {
  const problem = failed({ kind: 'tool-missing', tool: 'iscsiadm', package: 'open-iscsi' } as const);
  const { client } = await openPorch({ identity: { ...identity, probe: () => Promise.resolve(problem) } });
  expect((await refusal(client.identity.probe({}))).status).toBe('FAILED_PRECONDITION');
});

test('CreateVolume carries the request inside and the volume out, sizes beyond 2^53 too', async () => {
  const controller = controllerUseCases();
  const createVolume = vi.spyOn(controller, 'createVolume');
  const { client } = await openPorch({ controller });
  const requiredBytes = 2n ** 53n + 1n;
  const reply = await client.controller.createVolume({
    ...requests.aCreate,
    capacityRange: { requiredBytes, limitBytes: requiredBytes + 1n },
    volumeCapabilities: [requests.mountCapability, requests.blockCapability],
  });
  expect(createVolume).toHaveBeenCalledWith(
    {
      name: 'pvc-1',
      requiredBytes,
      limitBytes: requiredBytes + 1n,
      parameters: { pool: 'p', accessPaths: 'ap' },
      capabilities: [
        { use: { kind: 'filesystem', fsType: 'ext4', mountFlags: ['noatime'] }, mode: 'single-node-writer' },
        { use: { kind: 'block' }, mode: 'single-node-writer' },
      ],
      source: 'none',
      credentials: { kind: 'password', user: 'admin', password: 'canary-password-1' },
    },
    signal,
  );
  expect(reply.volume).toMatchObject({
    volumeId: 'csi-iscsi-vid-pvc-1',
    capacityBytes: requiredBytes,
    volumeContext: { pool: 'p' },
  });
});

test('CreateVolume reports no topology: the site never pins the data', async () => {
  const { client } = await openPorch();
  expect((await client.controller.createVolume(requests.aCreate)).volume?.accessibleTopology).toEqual([]);
});

test('CreateVolume without a range leaves both bounds open, and a source is named', async () => {
  const controller = controllerUseCases();
  const createVolume = vi.spyOn(controller, 'createVolume');
  const { client } = await openPorch({ controller });
  await client.controller.createVolume({
    name: 'pvc-2',
    volumeCapabilities: [requests.blockCapability],
    volumeContentSource: { type: { case: 'snapshot', value: { snapshotId: 's' } } },
  });
  const [request] = createVolume.mock.calls[0] ?? [];
  expect(request).toEqual({
    name: 'pvc-2',
    parameters: {},
    capabilities: [{ use: { kind: 'block' }, mode: 'single-node-writer' }],
    source: { kind: 'snapshot', snapshotId: 's' },
    credentials: undefined,
  });
});

test('DeleteVolume and ControllerUnpublishVolume hand the ids over; no node means all nodes', async () => {
  const controller = controllerUseCases();
  const deleteVolume = vi.spyOn(controller, 'deleteVolume');
  const unpublishVolume = vi.spyOn(controller, 'unpublishVolume');
  const { client } = await openPorch({ controller });
  await client.controller.deleteVolume({ ...requests.aDelete, secrets: { token: 't-1' } });
  await client.controller.controllerUnpublishVolume({ volumeId: 'csi-iscsi-vid-pvc-1' });
  const volumeId = 'csi-iscsi-vid-pvc-1';
  expect(deleteVolume).toHaveBeenCalledWith(
    { volumeId, credentials: { kind: 'token', token: 't-1' } },
    signal,
  );
  expect(unpublishVolume).toHaveBeenCalledWith(
    { volumeId, nodeId: undefined, credentials: undefined },
    signal,
  );
});

test('what ControllerPublishVolume answers is what NodeStageVolume understands', async () => {
  const node = nodeUseCases();
  const stageVolume = vi.spyOn(node, 'stageVolume');
  const { client } = await openPorch({ node });
  const { publishContext } = await client.controller.controllerPublishVolume(requests.aPublish);
  await client.node.nodeStageVolume({ ...requests.aStage, publishContext });
  expect(stageVolume).toHaveBeenCalledWith(
    {
      volumeId: 'csi-iscsi-vid-pvc-1',
      stagingPath: '/staging/1',
      capability: {
        use: { kind: 'filesystem', fsType: 'ext4', mountFlags: ['noatime'] },
        mode: 'single-node-writer',
      },
      attachment: anAttachment,
      context: { pool: 'p' },
    },
    signal,
  );
});

test('ControllerPublishVolume refuses portals that do not fit into 4 KiB instead of cutting them', async () => {
  const [portal] = anAttachment.portals;
  if (portal === undefined) throw new Error('the sample has portals');
  const crowded = { ...anAttachment, portals: Array.from({ length: 200 }, () => portal) };
  const publishVolume = () => Promise.resolve(ok(crowded));
  const { client } = await openPorch({ controller: controllerUseCases({ publishVolume }) });
  const error = await refusal(client.controller.controllerPublishVolume(requests.aPublish));
  expect(error.details).toContain('200 portals do not fit');
  expect(writePublishContext(anAttachment).ok).toBe(true);
});

test('ValidateVolumeCapabilities echoes what it confirms, and only says why when it does not', async () => {
  const { client } = await openPorch();
  const request = { ...requests.aValidate, volumeContext: { c: '1' }, parameters: { pool: 'p' } };
  const yes = await client.controller.validateVolumeCapabilities(request);
  expect(yes.confirmed).toMatchObject({ volumeContext: { c: '1' }, parameters: { pool: 'p' } });
  expect(yes.confirmed?.volumeCapabilities).toHaveLength(1);

  const validateCapabilities = () => Promise.resolve(ok({ confirmed: false, message: 'one writer only' }));
  const other = await openPorch({ controller: controllerUseCases({ validateCapabilities }) });
  const no = await other.client.controller.validateVolumeCapabilities(request);
  expect([no.confirmed, no.message]).toEqual([undefined, 'one writer only']);
});

test('GetCapacity works without any argument', async () => {
  const { client } = await openPorch();
  expect((await client.controller.getCapacity({})).availableCapacity).toBe(2n ** 62n);
});

test('node calls hand over paths and flags', async () => {
  const node = nodeUseCases();
  const unstageVolume = vi.spyOn(node, 'unstageVolume');
  const publishOnNode = vi.spyOn(node, 'publishOnNode');
  const unpublishOnNode = vi.spyOn(node, 'unpublishOnNode');
  const { client } = await openPorch({ node });
  await client.node.nodePublishVolume({ ...requests.aNodePublish, readonly: true });
  await client.node.nodeUnpublishVolume(requests.aNodeUnpublish);
  await client.node.nodeUnstageVolume(requests.anUnstage);
  const volumeId = 'csi-iscsi-vid-pvc-1';
  expect(publishOnNode.mock.calls[0]?.[0]).toMatchObject({
    volumeId,
    stagingPath: '/staging/1',
    targetPath: '/pods/1/mount',
    readOnly: true,
  });
  expect(unpublishOnNode).toHaveBeenCalledWith({ volumeId, targetPath: '/pods/1/mount' }, signal);
  expect(unstageVolume).toHaveBeenCalledWith({ volumeId, stagingPath: '/staging/1' }, signal);
});

test('NodeGetInfo gives the id and the limit, and no topology', async () => {
  const { client } = await openPorch();
  const info = await client.node.nodeGetInfo({});
  expect(info).toMatchObject({ nodeId: '1;node-a;iqn.2026-01.lab:node-a', maxVolumesPerNode: 200n });
  expect(info.accessibleTopology).toBeUndefined();
});

test('NodeGetVolumeStats: bytes and inodes of a file system, only the size of a device', async () => {
  const count = { total: bytes(100), used: bytes(40), available: bytes(50) };
  const usage = { bytes: count, inodes: { total: 10n, used: 4n, available: 6n } };
  const volumeUsage = () => Promise.resolve(ok({ kind: 'filesystem', usage } as const));
  const files = await openPorch({ node: nodeUseCases({ volumeUsage }) });
  expect((await files.client.node.nodeGetVolumeStats(requests.aStats)).usage).toMatchObject([
    { unit: Unit.BYTES, total: 100n, used: 40n, available: 50n },
    { unit: Unit.INODES, total: 10n, used: 4n, available: 6n },
  ]);
  const device = await openPorch();
  expect((await device.client.node.nodeGetVolumeStats(requests.aStats)).usage).toMatchObject([
    { unit: Unit.BYTES, total: 4096n },
  ]);
});
