import { VolumeCapability_AccessMode_Mode as Mode, type CsiClient } from '@twinsite/csi-adapter';
import { expect, test } from 'vitest';
import { twoSites } from '@twinsite/xms-adapter/simulator';
import { FileSide } from '../../src/world/file-side.js';
import { MIB, SIZE, STAGING, TARGET } from '../support/requests.js';
import { aWorld } from '../support/stand.js';

const capability = {
  accessType: { case: 'mount' as const, value: { mountFlags: ['vers=4.1'] } },
  accessMode: { mode: Mode.MULTI_NODE_MULTI_WRITER },
};
const parameters = { shares: '10.7.9.9:/sdsfs/k8s-nfs/', access: 'node' };
const request = {
  name: 'pvc-1',
  capacityRange: { requiredBytes: SIZE },
  volumeCapabilities: [capability],
  parameters,
};
const volumeId = 'csi-nfs-vid-pvc-1';
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The folder itself is shared with nobody: a node is in by its own ACL alone. */
async function files(): Promise<FileSide> {
  const { files: seeded } = twoSites();
  if (seeded === undefined) throw new Error('the sites have no files');
  return new FileSide(await aWorld({ topology: twoSites({ files: { ...seeded, shares: [] } }) }));
}

async function attach(controller: CsiClient, node: CsiClient) {
  const { nodeId } = await node.node.nodeGetInfo({});
  const publish = { volumeId, nodeId, volumeCapability: capability };
  const { publishContext } = await controller.controller.controllerPublishVolume(publish);
  const stage = { volumeId, publishContext, volumeCapability: capability, stagingTargetPath: STAGING };
  for (let round = 0; round < 2; round += 1) await node.node.nodeStageVolume(stage);
  for (let round = 0; round < 2; round += 1)
    await node.node.nodePublishVolume({ ...stage, targetPath: TARGET });
  return { nodeId, publishContext };
}

async function detach(controller: CsiClient, node: CsiClient, nodeId: string): Promise<void> {
  for (let round = 0; round < 2; round += 1)
    await node.node.nodeUnpublishVolume({ volumeId, targetPath: TARGET });
  for (let round = 0; round < 2; round += 1)
    await node.node.nodeUnstageVolume({ volumeId, stagingTargetPath: STAGING });
  for (let round = 0; round < 2; round += 1)
    await controller.controller.controllerUnpublishVolume({ volumeId, nodeId });
}

test('a file volume is written on one node and read on another, grows, and leaves nothing', async () => {
  const side = await files();
  const { client } = await side.startController();
  const nodes = await Promise.all(['node-1', 'node-2'].map((name) => side.startNode(name)));
  for (let round = 0; round < 2; round += 1) {
    const { volume } = await client.controller.createVolume(request);
    expect(volume).toMatchObject({ volumeId, capacityBytes: SIZE });
  }
  const attached = [];
  for (const node of nodes) attached.push(await attach(client, node.client));
  const record = new TextEncoder().encode('from node-1');
  await side.host('node-1').mountedFile(`${TARGET}/log`).appendRecord(record);
  expect(text(await side.host('node-2').mountedFile(`${TARGET}/log`).readBack())).toBe('from node-1');
  const grown = await client.controller.controllerExpandVolume({
    volumeId,
    capacityRange: { requiredBytes: 96n * MIB },
  });
  expect(grown).toMatchObject({ capacityBytes: 96n * MIB, nodeExpansionRequired: false });
  const [first] = nodes;
  const stats = await first?.client.node.nodeGetVolumeStats({ volumeId, volumePath: TARGET });
  expect(stats?.usage[0]?.total).toBe(96n * MIB);
  for (const [index, node] of nodes.entries())
    await detach(client, node.client, attached[index]?.nodeId ?? '');
  for (let round = 0; round < 2; round += 1) await client.controller.deleteVolume({ volumeId });
  const { fsQuotaTrees, fsShares, fsShareAcls } = side.world.simulator.state;
  expect([fsQuotaTrees.all(), fsShares.all(), fsShareAcls.all()]).toEqual([[], [], []]);
  for (const name of ['node-1', 'node-2']) expect(side.host(name).leftovers()).toEqual([]);
});

test('a driver that is started anew finds what the one before it mounted', async () => {
  const side = await files();
  const { client } = await side.startController();
  await client.controller.createVolume(request);
  const before = await side.startNode('node-1');
  const { nodeId } = await attach(client, before.client);
  await before.stop();
  const after = await side.startNode('node-1');
  await attach(client, after.client);
  await detach(client, after.client, nodeId);
  expect(side.host('node-1').leftovers()).toEqual([]);
});

test('the NFS driver says who it is, and offers no snapshots and no clones', async () => {
  const side = await files();
  const { client } = await side.startController();
  expect(await client.identity.getPluginInfo({})).toMatchObject({ name: 'com.nfs.csi.xsky' });
  expect((await client.identity.probe({})).ready).toBe(true);
  const { capabilities } = await client.controller.controllerGetCapabilities({});
  const types = JSON.stringify(capabilities, (_key, value: unknown) => value);
  expect(types).not.toMatch(/SNAPSHOT|CLONE/);
});
