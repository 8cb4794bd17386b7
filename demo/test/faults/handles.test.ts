import { twoSites } from '@twinsite/xms-adapter/simulator';
import { describe, expect, test } from 'vitest';
import { attach, create, detach } from '../support/lifecycle.js';
import { capability, createRequest, refusal, STAGING, TARGET } from '../support/requests.js';
import { mappings, volumeNames } from '../support/simulator-log.js';
import { aController, aNode, aWorld } from '../support/stand.js';

const nodeId = '1;node-1;iqn.2026-01.test:node-1';

describe.each(['csi-iscsi-vid-pvc-nowhere', 'somebody-elses-handle'])('the unknown handle %s', (volumeId) => {
  test('is a fact, not a fault, for calls that take away', async () => {
    const world = await aWorld();
    const { controller } = (await aController(world)).client;
    const { node } = (await aNode(world, 'node-1')).client;
    await controller.deleteVolume({ volumeId });
    await controller.controllerUnpublishVolume({ volumeId, nodeId });
    await node.nodeUnpublishVolume({ volumeId, targetPath: TARGET });
    await node.nodeUnstageVolume({ volumeId, stagingTargetPath: STAGING });
    expect(world.host('node-1').leftovers()).toEqual([]);
  });

  test('is refused by calls that need the volume', async () => {
    const world = await aWorld();
    const { controller } = (await aController(world)).client;
    const { node } = (await aNode(world, 'node-1')).client;
    const volume = { volumeId, volumeCapability: capability };
    const staging = { ...volume, stagingTargetPath: STAGING };
    const statuses = await Promise.all(
      [
        controller.controllerPublishVolume({ ...volume, nodeId }),
        controller.validateVolumeCapabilities({ volumeId, volumeCapabilities: [capability] }),
        node.nodeStageVolume(staging),
        node.nodePublishVolume({ ...staging, targetPath: TARGET }),
        node.nodeGetVolumeStats({ volumeId, volumePath: TARGET }),
      ].map(async (call) => (await refusal(call)).status),
    );
    expect(statuses).toEqual([
      'NOT_FOUND',
      'NOT_FOUND',
      'INVALID_ARGUMENT',
      'FAILED_PRECONDITION',
      'NOT_FOUND',
    ]);
    expect([world.host('node-1').leftovers(), volumeNames(world.simulator)]).toEqual([[], []]);
  });
});

test('publishing to an unknown node registers nobody', async () => {
  const world = await aWorld();
  const { client } = await aController(world);
  const { volumeId } = await create(client, 'pvc-1');
  for (const stranger of ['worker-9', '1;;', '7;node-1;iqn.2026-01.test:node-1', '1;node-1;not-an-iqn']) {
    const request = { volumeId, nodeId: stranger, volumeCapability: capability };
    const error = await refusal(client.controller.controllerPublishVolume(request));
    expect([error.status, error.details]).toEqual(['NOT_FOUND', expect.stringContaining(stranger)]);
  }
  expect([mappings(world.simulator), world.simulator.state.clientGroups.all()]).toEqual([[], []]);
});

test('one initiator name on two nodes is refused with both nodes named, and nothing is mapped', async () => {
  const world = await aWorld();
  const { client } = await aController(world);
  const { volumeId } = await create(client, 'pvc-1');
  const other = await create(client, 'pvc-2');
  const cloned = 'iqn.2026-01.test:cloned';
  const volumeCapability = capability;
  await client.controller.controllerPublishVolume({
    volumeId,
    nodeId: `1;first;${cloned}`,
    volumeCapability,
  });
  const twin = { volumeId: other.volumeId, nodeId: `1;second;${cloned}`, volumeCapability };
  const error = await refusal(client.controller.controllerPublishVolume(twin));
  expect(error.status).toBe('FAILED_PRECONDITION');
  for (const word of [cloned, 'first', 'second']) expect(error.details).toContain(word);
  expect(mappings(world.simulator)).toEqual(['pvc-1 -> first']);
  expect(world.simulator.state.clientGroups.all()).toHaveLength(1);
});

test('an access path without portals is refused before anything is mapped', async () => {
  const accessPaths = [{ name: 'ap-k8s', type: 'Kubernetes', gateways: [] }];
  const world = await aWorld({ topology: twoSites({ accessPaths }) });
  const { client } = await aController(world);
  const { volumeId } = await create(client, 'pvc-1');
  const request = { volumeId, nodeId, volumeCapability: capability };
  const error = await refusal(client.controller.controllerPublishVolume(request));
  expect([error.status, error.details]).toEqual(['FAILED_PRECONDITION', expect.stringContaining('ap-k8s')]);
  expect(mappings(world.simulator)).toEqual([]);
});

test('a publish context without portals is refused before any login', async () => {
  const world = await aWorld();
  const controller = await aController(world);
  const node = await aNode(world, 'node-1');
  const { volumeId, publishContext } = await attach(controller.client, node.client, 'pvc-1');
  const error = await refusal(
    node.client.node.nodeStageVolume({
      volumeId,
      publishContext: { ...publishContext, portals: '[]' },
      volumeCapability: capability,
      stagingTargetPath: STAGING,
    }),
  );
  expect([error.status, error.details]).toEqual(['INVALID_ARGUMENT', expect.stringContaining('portals')]);
  expect(world.host('node-1').launcher.log).toEqual([]);
});

test.each(['refused', 'unmapped-first'] as const)(
  'a published volume is not deleted (array that answers %s), and unpublishing it twice is fine',
  async (deleteMapped) => {
    const world = await aWorld({ switches: { deleteMapped } });
    const { client } = await aController(world);
    const node = await aNode(world, 'node-1');
    const attached = await attach(client, node.client, 'pvc-1');
    const { volumeId } = attached;
    const error = await refusal(client.controller.deleteVolume({ volumeId }));
    expect([error.status, error.details]).toEqual(['FAILED_PRECONDITION', expect.stringContaining('node-1')]);
    expect(mappings(world.simulator)).toEqual(['pvc-1 -> node-1']);
    await detach(client, attached);
    await detach(client, attached);
    await client.controller.deleteVolume({ volumeId });
    await client.controller.deleteVolume({ volumeId });
    await detach(client, attached);
    expect(volumeNames(world.simulator)).toEqual([]);
    await client.controller.createVolume(createRequest('pvc-1'));
  },
);
