import { expect, test } from 'vitest';
import { createLogger } from '@twinsite/driver';
import { twoSites } from '@twinsite/xms-adapter/simulator';
import { attach, detach, publish, stage, unpublish, unstage } from './support/lifecycle.js';
import { leftoversOf } from './support/machine.js';
import { capability, createRequest, refusal, TARGET } from './support/requests.js';
import { mappings } from './support/simulator-log.js';
import { aController, aNode, aWorld } from './support/stand.js';

const CANARY = 'canary-pa55word';

test('a volume goes the whole way twice, on two nodes, and leaves nothing', async () => {
  const world = await aWorld();
  const { simulator } = world;
  const { client } = await aController(world);
  for (const name of ['node-1', 'node-2']) {
    const node = (await aNode(world, name)).client;
    const attached = await attach(client, node, 'pvc-1');
    await stage(node, attached);
    await stage(node, attached);
    await publish(node, attached);
    await publish(node, attached);
    const { usage } = await node.node.nodeGetVolumeStats({
      volumeId: attached.volumeId,
      volumePath: TARGET,
    });
    expect(usage[0]?.total).toBeGreaterThan(0n);
    await world.host(name).mountedFile(`${TARGET}/${name}`).appendRecord(new TextEncoder().encode(name));
    const first = await world.host(name).mountedFile(`${TARGET}/node-1`).readBack();
    expect(new TextDecoder().decode(first)).toBe('node-1');
    for (let round = 0; round < 2; round += 1) await unpublish(node, attached);
    for (let round = 0; round < 2; round += 1) await unstage(node, attached);
    for (let round = 0; round < 2; round += 1) await detach(client, attached);
    expect(await leftoversOf(world, world.host(name))).toEqual([]);
  }
  await client.controller.deleteVolume({ volumeId: 'csi-iscsi-vid-pvc-1' });
  expect(simulator.state.volumes.all()).toEqual([]);
  expect(simulator.state.luns.all()).toEqual([]);
  expect(simulator.memory?.store.ids()).toEqual([]);
  expect(simulator.unsettled()).toBe(0);
});

test('a password shows in no log line, error, answer, request log or command line', async () => {
  const shown: string[] = [];
  const log = createLogger('test', 'trace', { write: (line: string) => void shown.push(line) });
  const users = [{ name: 'admin', email: 'admin@array.test', password: CANARY, roles: ['Admin'] }];
  const world = await aWorld({ topology: twoSites({ users }) });
  const { client } = await aController(world, 'controller', { log });
  const node = (await aNode(world, 'node-1', world.portsOf('node-1'), log)).client;
  const secrets = { user: 'admin', password: CANARY };

  shown.push(show(await client.controller.createVolume(createRequest('pvc-1', { secrets }))));
  const attached = await attach(client, node, 'pvc-1');
  shown.push(show(attached));
  await stage(node, attached);
  await unstage(node, attached);
  const { volumeId, nodeId } = attached;
  await client.controller.controllerUnpublishVolume({ volumeId, nodeId, secrets });
  await detach(client, attached);

  world.simulator.addFault({ operation: '*', times: 1, effect: { kind: 'status', status: 500 } });
  const wrong = { user: 'admin', password: `${CANARY}-wrong` };
  const misnamed = { user: 'admin', secret: CANARY };
  for (const bad of [wrong, misnamed]) {
    const error = await refusal(client.controller.createVolume(createRequest('pvc-2', { secrets: bad })));
    shown.push(error.message, error.details);
  }
  shown.push(show(await refusal(client.controller.deleteVolume({ volumeId: '', secrets }))));
  shown.push(
    show(
      await client.controller.validateVolumeCapabilities({
        volumeId,
        volumeCapabilities: [capability],
        secrets,
      }),
    ),
  );
  await client.controller.deleteVolume({ volumeId, secrets });

  shown.push(show(world.simulator.requestLog()), show(world.host('node-1').launcher.log));
  expect(shown.filter((text) => text.includes('CreateVolume')).length).toBeGreaterThan(2);
  expect(shown.filter((text) => text.includes(CANARY))).toEqual([]);
  expect(mappings(world.simulator)).toEqual([]);
});

const show = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'bigint') return inner.toString();
    return inner instanceof Error ? `${inner.message} ${inner.stack ?? ''}` : inner;
  });
