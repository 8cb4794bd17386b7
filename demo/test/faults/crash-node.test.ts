import { describe, expect, test } from 'vitest';
import { dyingPorts, surviveCrash } from '../support/crashing.js';
import { attachTo, publish, stage, unpublish, unstage } from '../support/lifecycle.js';
import { leftoversOf } from '../support/machine.js';
import { TARGET } from '../support/requests.js';
import { aController, aNode, aWorld } from '../support/stand.js';

/** More port calls than one life of a volume on a node makes; a point that is never reached ends the loop. */
const MOST_CALLS = 100;
/** Machines that go through it at the same time: a stage waits more than it works. */
const LANES = 8;

describe.each(['before', 'after'] as const)('a node driver killed %s any call to its host', (when) => {
  test('is finished by the next one: the volume holds data, then nothing is left', async () => {
    const world = await aWorld();
    const { client } = await aController(world);

    async function survives(call: number): Promise<boolean> {
      const machine = `node-${call}`;
      const counter = { calls: 0 };
      const dying = await aNode(world, machine, dyingPorts(world.portsOf(machine), { call, when }, counter));
      const attached = await attachTo(client, `1;${machine};iqn.2026-01.twinsite:${machine}`, `pvc-${call}`);
      const host = world.host(machine);
      const died = await surviveCrash(
        [
          (node) => stage(node.client, attached),
          (node) => publish(node.client, attached),
          () => host.mountedFile(`${TARGET}/log`).appendRecord(new TextEncoder().encode('kept')),
          (node) => unpublish(node.client, attached),
          (node) => unstage(node.client, attached),
        ],
        dying,
        () => aNode(world, machine),
      );
      expect(await leftoversOf(world, host), `killed ${when} call ${call}`).toEqual([]);
      return died;
    }

    let points = 0;
    for (let first = 1; first <= MOST_CALLS && points === first - 1; first += LANES) {
      const lanes = Array.from({ length: LANES }, (_, lane) => survives(first + lane));
      points += (await Promise.all(lanes)).filter(Boolean).length;
    }
    expect(points).toBeGreaterThan(25);
  }, 40_000);
});
