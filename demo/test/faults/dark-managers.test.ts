import { startSimulator } from '@twinsite/xms-adapter/simulator';
import { describe, expect, onTestFinished, test } from 'vitest';
import { create } from '../support/lifecycle.js';
import { createRequest, refusal, retried } from '../support/requests.js';
import { volumeNames } from '../support/simulator-log.js';
import { aController, aWorld, IMPATIENT } from '../support/stand.js';

const MANAGERS = ['manager-a', 'manager-b'];

describe.each(['refusing', 'silent'] as const)('a %s manager', (state) => {
  test('is passed by: the next one answers', async () => {
    const world = await aWorld();
    const { client } = await aController(world, 'controller', { timings: IMPATIENT });
    await world.simulator.setManager('manager-a', { state });
    await create(client, 'pvc-1');
    await create(client, 'pvc-2');
    expect(volumeNames(world.simulator)).toEqual(['pvc-1', 'pvc-2']);
    expect([...new Set(world.simulator.requestLog().map(({ manager }) => manager))]).toEqual(['manager-b']);
  });

  test('that is the only kind left is UNAVAILABLE with both named, and works again when one is back', async () => {
    const world = await aWorld();
    const { client } = await aController(world, 'controller', { timings: IMPATIENT });
    for (const name of MANAGERS) await world.simulator.setManager(name, { state });
    const error = await refusal(client.controller.createVolume(createRequest('pvc-1')));
    expect(error.status).toBe('UNAVAILABLE');
    for (const { url } of world.simulator.managers()) expect(error.details).toContain(new URL(url).host);
    const deleting = refusal(client.controller.deleteVolume({ volumeId: 'csi-iscsi-vid-pvc-1' }));
    expect((await deleting).status).toBe('UNAVAILABLE');
    await world.simulator.setManager('manager-b', { state: 'up' });
    await retried(() => create(client, 'pvc-1'));
    expect(volumeNames(world.simulator)).toEqual(['pvc-1']);
  });
});

test('while one listed array is dark nothing is called deleted or missing on a guess', async () => {
  const world = await aWorld();
  const second = await startSimulator();
  onTestFinished(() => second.close());
  const [array] = world.config('controller').arrays;
  if (array === undefined) throw new Error('the world lists no array');
  const other = { ...array, name: 'array-2', managers: second.xmsServers().split(',') };
  const both = { config: { arrays: [array, other] }, timings: IMPATIENT };
  const { client } = await aController(world, 'controller', both);
  const here = createRequest('pvc-1', {
    parameters: { accessPaths: 'ap-k8s', pool: 'pool-a', xmsServers: world.simulator.xmsServers() },
  });
  await client.controller.createVolume(here);
  for (const name of MANAGERS) await second.setManager(name, { state: 'refusing' });

  const { controller } = client;
  const volumeId = 'csi-iscsi-vid-pvc-elsewhere';
  const guesses = [
    () => controller.deleteVolume({ volumeId }),
    () => controller.deleteVolume({ volumeId: 'csi-iscsi-vid-pvc-1' }),
    () => controller.controllerUnpublishVolume({ volumeId, nodeId: '1;node-1;iqn.2026-01.test:node-1' }),
  ];
  for (const guess of guesses) {
    const error = await refusal(guess());
    expect([error.status, error.details]).toEqual(['UNAVAILABLE', expect.stringContaining('array-2')]);
  }
  expect(volumeNames(world.simulator)).toEqual(['pvc-1']);

  for (const name of MANAGERS) await second.setManager(name, { state: 'up' });
  await retried(() => controller.deleteVolume({ volumeId }));
  await retried(() => controller.deleteVolume({ volumeId: 'csi-iscsi-vid-pvc-1' }));
  expect(volumeNames(world.simulator)).toEqual([]);
});
