import { describe, expect, test } from 'vitest';
import { attachTo, detach } from '../support/lifecycle.js';
import { retried } from '../support/requests.js';
import { mappings, volumeNames } from '../support/simulator-log.js';
import { aController, aWorld, IMPATIENT } from '../support/stand.js';

const NODE = '1;node-1;iqn.2026-01.test:node-1';
const OPERATIONS = ['POST /block-volumes/', 'POST /client-groups/', 'POST /mapping-groups/'];

describe.each(['reset-before', 'reset-after', 'silent-after'] as const)(
  'an answer that is lost (%s)',
  (kind) => {
    test.each(OPERATIONS)('to %s makes nothing twice', async (operation) => {
      const world = await aWorld();
      const { simulator } = world;
      const { client } = await aController(world, 'controller', { timings: IMPATIENT });
      simulator.addFault({ operation, times: 1, effect: { kind } });
      const attached = await retried(() => attachTo(client, NODE, 'pvc-1'));
      expect([volumeNames(simulator), mappings(simulator)]).toEqual([['pvc-1'], ['pvc-1 -> node-1']]);
      const { clientGroups, mappingGroups } = simulator.state;
      expect([clientGroups.all().length, mappingGroups.all().length]).toEqual([1, 1]);
      await retried(() => detach(client, attached));
      await retried(() => client.controller.deleteVolume({ volumeId: attached.volumeId }));
      expect([volumeNames(simulator), mappings(simulator)]).toEqual([[], []]);
    });
  },
);
