import { describe, expect, test } from 'vitest';
import { dyingArrays, surviveCrash } from '../support/crashing.js';
import { attach, create, detach } from '../support/lifecycle.js';
import { CREATE, mappings, seen, volumeNames } from '../support/simulator-log.js';
import { aController, aNode, aWorld } from '../support/stand.js';

/** More port calls than one life of a volume makes; a point that is never reached ends the loop. */
const MOST_CALLS = 60;

describe.each(['before', 'after'] as const)('a controller killed %s any call to the array', (when) => {
  test('is finished by the next one: one volume, one mapping, nothing left', async () => {
    const world = await aWorld();
    const { simulator } = world;
    const node = (await aNode(world, 'node-1')).client;
    let points = 0;
    for (let call = 1; call <= MOST_CALLS; call += 1) {
      const name = `pvc-${call}`;
      const counter = { calls: 0 };
      const dying = await aController(world, `dying-${call}`, {
        between: (arrays) => dyingArrays(arrays, { call, when }, counter),
      });
      const created = seen(simulator, CREATE);
      const died = await surviveCrash(
        [
          ({ client }) => create(client, name),
          async ({ client }) => {
            await attach(client, node, name);
            expect(mappings(simulator)).toEqual([`${name} -> node-1`]);
          },
          async ({ client }) => {
            const volumeId = `csi-iscsi-vid-${name}`;
            const { nodeId } = await node.node.nodeGetInfo({});
            await detach(client, { volumeId, nodeId, volumeContext: {}, publishContext: {} });
            expect(mappings(simulator)).toEqual([]);
          },
          ({ client }) => client.controller.deleteVolume({ volumeId: `csi-iscsi-vid-${name}` }),
        ],
        dying,
        () => aController(world, `next-${call}`),
      );
      expect(volumeNames(simulator), `killed ${when} call ${call}`).toEqual([]);
      expect(seen(simulator, CREATE) - created, `killed ${when} call ${call}`).toBe(1);
      if (!died) break;
      points += 1;
    }
    expect(points).toBeGreaterThan(12);
    expect(simulator.state.mappingGroups.all().length).toBe(1);
    expect(simulator.state.clientGroups.all().length).toBe(1);
  }, 30_000);
});
