import type { RunningSimulator, Settling, SettlingKind } from '@twinsite/xms-adapter/simulator';
import { expect, test } from 'vitest';
import { attach, create, detach } from '../support/lifecycle.js';
import { capability, createRequest, refusal, retried } from '../support/requests.js';
import { CREATE, mappings, seen, volumeNames } from '../support/simulator-log.js';
import { aController, aNode, aWorld } from '../support/stand.js';

/** More looks than one call has the patience for; the retries go on looking. */
const LATE = { ms: 0, polls: 20, outcome: 'done' } as const;
const NEVER = { ms: 0, polls: 0, outcome: 'never' } as const;
const FAILS = { ms: 0, polls: 0, outcome: 'error' } as const;

function settle(simulator: RunningSimulator, kind: SettlingKind, how: Settling): void {
  simulator.setSwitches({ settling: { ...simulator.switches().settling, [kind]: how } });
}

test('a creation that does not settle in time is DEADLINE_EXCEEDED, and the retry finds the same volume', async () => {
  const world = await aWorld();
  const { simulator } = world;
  const { client } = await aController(world);
  settle(simulator, 'volume', LATE);
  const call = client.controller.createVolume(createRequest('pvc-1'), { deadlineMs: 200 });
  expect((await refusal(call)).status).toBe('DEADLINE_EXCEEDED');
  await retried(() => create(client, 'pvc-1'));
  expect([seen(simulator, CREATE), volumeNames(simulator)]).toEqual([1, ['pvc-1']]);
});

test("a creation that never settles outlives the driver's own patience, which says so and does not hang", async () => {
  const world = await aWorld();
  const { client } = await aController(world, 'controller', { timings: { settleMs: 200 } });
  settle(world.simulator, 'volume', NEVER);
  const error = await refusal(client.controller.createVolume(createRequest('pvc-1')));
  expect(error.status).toBe('DEADLINE_EXCEEDED');
  expect(error.details).toMatch(/pvc-1.*repeating goes on waiting/);
});

test('a mapping that does not settle in time is DEADLINE_EXCEEDED, and the retry makes no second one', async () => {
  const world = await aWorld();
  const { simulator } = world;
  const { client } = await aController(world, 'controller', { timings: { settleMs: 150 } });
  const node = await aNode(world, 'node-1');
  const { volumeId } = await create(client, 'pvc-1');
  settle(simulator, 'mapping-group', LATE);
  const { nodeId } = await node.client.node.nodeGetInfo({});
  const request = { volumeId, nodeId, volumeCapability: capability };
  const error = await refusal(client.controller.controllerPublishVolume(request));
  expect(error.status).toBe('DEADLINE_EXCEEDED');
  const attached = await retried(() => attach(client, node.client, 'pvc-1'));
  expect(mappings(simulator)).toEqual(['pvc-1 -> node-1']);
  expect(simulator.state.mappingGroups.all()).toHaveLength(1);
  await retried(() => detach(client, attached));
  expect(mappings(simulator)).toEqual([]);
});

test('a creation that fails on the array is never reported as a volume', async () => {
  const world = await aWorld();
  const { client } = await aController(world);
  settle(world.simulator, 'volume', FAILS);
  const error = await refusal(client.controller.createVolume(createRequest('pvc-1')));
  expect(error.status).toBe('UNAVAILABLE');
  expect((await refusal(client.controller.createVolume(createRequest('pvc-1')))).status).toBe('UNAVAILABLE');
  expect(seen(world.simulator, CREATE)).toBe(1);
});
