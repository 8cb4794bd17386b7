import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleDriver, spawnController } from '../support/driver-process.js';
import { attachTo, create, detach } from '../support/lifecycle.js';
import { retried } from '../support/requests.js';
import { mappings, untilSeen, volumeNames } from '../support/simulator-log.js';
import { aWorld } from '../support/stand.js';

const NODE = '1;node-1;iqn.2026-01.test:node-1';
const VOLUME = 'csi-iscsi-vid-pvc-1';
/** The killed driver's last request is carried out when its successor is already at work. */
const LATE_MS = 400;

let bundle: Awaited<ReturnType<typeof bundleDriver>>;

beforeAll(async () => {
  bundle = await bundleDriver();
}, 60_000);

afterAll(() => bundle.remove());

describe('a driver process that gets SIGKILL while the array carries out', () => {
  test.each([
    'POST /auth/tokens:login',
    'GET /block-volumes/',
    'POST /block-volumes/',
    'GET /block-volumes/{id}',
    'POST /client-groups/',
    'POST /mapping-groups/',
  ])(
    '%s leaves nothing that its successor does not finish',
    async (operation) => {
      const world = await aWorld();
      const { simulator } = world;
      simulator.addFault({ operation, times: 1, effect: { kind: 'delay', ms: LATE_MS } });
      const first = await spawnController(world, bundle.file);
      const interrupted = attachTo(first.client, NODE, 'pvc-1').catch(() => 'cut off');
      await untilSeen(simulator, operation);
      await first.kill();
      expect(await interrupted).toBe('cut off');

      const { client } = await spawnController(world, bundle.file);
      await retried(() => create(client, 'pvc-1'));
      const attached = await retried(() => attachTo(client, NODE, 'pvc-1'));
      await expect.poll(() => simulator.requestLog().every(({ status }) => status > 0)).toBe(true);
      await expect.poll(() => simulator.unsettled()).toBe(0);
      expect([volumeNames(simulator), mappings(simulator)]).toEqual([['pvc-1'], ['pvc-1 -> node-1']]);
      expect([simulator.state.mappingGroups.all().length, simulator.state.clientGroups.all().length]).toEqual(
        [1, 1],
      );

      await retried(() => detach(client, attached));
      await retried(() => client.controller.deleteVolume({ volumeId: VOLUME }));
      expect([volumeNames(simulator), mappings(simulator)]).toEqual([[], []]);
    },
    20_000,
  );
});
