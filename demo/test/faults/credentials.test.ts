import { expect, test } from 'vitest';
import { createRequest, refusal } from '../support/requests.js';
import { CREATE, LOGIN, seen, untilSeen, volumeNames } from '../support/simulator-log.js';
import { aController, aWorld } from '../support/stand.js';

test('a wrong password is no lockout storm: forty calls make one login', async () => {
  const world = await aWorld();
  const config = world.config('controller');
  const arrays = config.arrays.map((array) => ({
    ...array,
    credentials: { kind: 'password' as const, user: 'admin', password: 'wrong-canary' },
  }));
  const { client } = await aController(world, 'controller', { config: { arrays } });
  for (let round = 0; round < 4; round += 1) {
    const calls = Array.from({ length: 10 }, (_, index) =>
      refusal(client.controller.createVolume(createRequest(`pvc-${round}-${index}`))),
    );
    for (const error of await Promise.all(calls)) {
      expect(error.status).toBe('UNAUTHENTICATED');
      expect(error.details).toMatch(/user admin/);
      expect(error.details).not.toContain('wrong-canary');
    }
  }
  expect(seen(world.simulator, LOGIN)).toBe(1);
  const good = await aController(world, 'good');
  await good.client.controller.createVolume(createRequest('pvc-1'));
  expect(volumeNames(world.simulator)).toEqual(['pvc-1']);
});

test('a wrong password in the secret of a class is no lockout storm, and stops nobody else', async () => {
  const world = await aWorld();
  const { client } = await aController(world);
  const secrets = { user: 'admin', password: 'wrong-canary' };
  for (let call = 0; call < 20; call += 1) {
    const error = await refusal(client.controller.createVolume(createRequest(`pvc-${call}`, { secrets })));
    expect(error.status).toBe('UNAUTHENTICATED');
  }
  expect(seen(world.simulator, LOGIN)).toBe(1);
  await client.controller.createVolume(createRequest('pvc-1'));
  expect(volumeNames(world.simulator)).toEqual(['pvc-1']);
});

test('a token that ends in the middle of a call is renewed once, and the call succeeds', async () => {
  const world = await aWorld();
  const { simulator } = world;
  const { client } = await aController(world);
  simulator.setSwitches({
    settling: { ...simulator.switches().settling, volume: { ms: 200, polls: 4, outcome: 'done' } },
  });
  const creating = client.controller.createVolume(createRequest('pvc-1'));
  await untilSeen(simulator, CREATE);
  simulator.expireLogins();
  await creating;
  expect([seen(simulator, LOGIN), seen(simulator, CREATE)]).toEqual([2, 1]);
});

test('a token that ends between calls is renewed once for all calls', async () => {
  const world = await aWorld();
  const { client } = await aController(world);
  await client.controller.createVolume(createRequest('pvc-1'));
  world.simulator.expireLogins();
  const names = ['pvc-2', 'pvc-3', 'pvc-4'];
  await Promise.all(names.map((name) => client.controller.createVolume(createRequest(name))));
  expect(seen(world.simulator, LOGIN)).toBe(2);
});
