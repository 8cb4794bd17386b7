import { expect, test } from 'vitest';
import { attach, detach, type Attached } from '../support/lifecycle.js';
import { leftoversOf } from '../support/machine.js';
import { capability } from '../support/requests.js';
import { mappings } from '../support/simulator-log.js';
import { aController, aNode, aWorld } from '../support/stand.js';

const NAMES = ['pvc-1', 'pvc-2', 'pvc-3', 'pvc-4'];
const ROUNDS = 3;

test('volumes of one node that come and go at the same time never take a session from each other', async () => {
  const world = await aWorld();
  const { client } = await aController(world);
  const machine = await aNode(world, 'node-1');
  const { node } = machine.client;
  const host = world.host('node-1');

  async function round(attached: Attached, text: string): Promise<void> {
    const { volumeId } = attached;
    const staging = {
      volumeId,
      stagingTargetPath: `/staging/${volumeId}`,
      publishContext: attached.publishContext,
      volumeCapability: capability,
    };
    await node.nodeStageVolume(staging);
    await host.mountedFile(`/staging/${volumeId}/log`).appendRecord(new TextEncoder().encode(text));
    await node.nodeUnstageVolume({ volumeId, stagingTargetPath: `/staging/${volumeId}` });
  }

  await Promise.all(
    NAMES.map(async (name) => {
      const attached = await attach(client, machine.client, name);
      for (let count = 0; count < ROUNDS; count += 1) await round(attached, `${name} ${count};`);
      await detach(client, attached);
    }),
  );
  expect(await leftoversOf(world, host)).toEqual([]);
  expect(mappings(world.simulator)).toEqual([]);
});
